import { describe, expect, it } from 'vitest';
import { dataCard, dataCardText } from './dataCard.ts';
import { heidelbergE2e } from './heidelbergE2e/index.ts';
import { heidelbergVol } from './heidelbergVol/index.ts';
import { asymmetricPhantom } from './testing/asymmetricPhantom.ts';
import { openOneSeries } from './testing/openInMemory.ts';
import { writeE2e } from './writers/writeE2e.ts';
import { writeVol } from './writers/writeVol.ts';

const phantom = asymmetricPhantom('OD');

describe('a data card', () => {
  it('says of each length whether it was measured, and what the file holds', async () => {
    const { header } = await openOneSeries(heidelbergVol, writeVol(phantom));
    const text = dataCardText(dataCard(header, { formatTitle: heidelbergVol.title, proof: heidelbergVol.proof })).replaceAll('\u202f', ' ');
    expect(text.split('\n')).toEqual([
      'Scan',
      '  Modality             OCT',
      '  Pattern              raster',
      '  Eye                  OD',
      '  Size                 5 B-scans of 48 × 64 px',
      '  Localizer            72 × 60 px',
      '',
      'Geometry',
      '  Between A-scans      12.00 µm, measured',
      '  Between rows         3.87 µm, measured',
      '  Between B-scans      120.0 µm, measured',
      '  B-scan covers        0.58 mm wide, 0.25 mm deep, measured',
      '  Localizer pixel      16.00 µm, measured',
      '  Placed on localizer  all B-scans',
      '',
      'Acquisition',
      '  Device               Heidelberg Engineering, Spectralis, HSF-OCT-103',
      '  Taken                2021-03-04 05:06:07 UTC',
      '  Quality              20.0–22.0 dB',
      '',
      'Layer lines',
      '  By vendor            ILM, BM, RPE',
      '',
      'Intensity',
      '  Stored               float32, linear, as the device wrote it (float32)',
      '  Shown                fourth root: 255 · x^0.25',
      '  Registration         done by the device before export',
      '',
      'Identity',
      '  Identifiers          patient ID, birth date, visit ID in the file',
      '',
      'File',
      '  Format               Heidelberg .vol',
      '  Series               HSF-OCT-103, scan 716.0',
      '  Reader               proven on a real file against an independent reader',
    ]);
  });

  it('never holds the value of an identifier', async () => {
    const { header } = await openOneSeries(heidelbergE2e, writeE2e([phantom]));
    const text = dataCardText(dataCard(header, { formatTitle: heidelbergE2e.title, proof: heidelbergE2e.proof }));
    for (const value of [phantom.patient.identifier, 'Phantom', 'Ada', '1950']) expect(text).not.toContain(value);
    expect(text).toContain('patient ID, name, birth date, sex in the file');
    expect(text).toContain('estimated');
    expect(text).toContain('9–13');
  });

  it('says what is unknown, warns of it, and lists the reader’s notes last', async () => {
    const { header } = await openOneSeries(heidelbergE2e, writeE2e([phantom]));
    const bare = { ...header, laterality: null, scanPattern: null, spacingUm: { bscan: null, row: null, column: null }, surfaces: [] };
    const groups = dataCard(bare, { formatTitle: 'x', proof: 'ownWriter' });
    const line = (label: string) => groups.flatMap(({ lines }) => lines).find(found => found.label === label);
    expect(line('Eye')).toEqual({ label: 'Eye', value: 'unknown', severity: 'warning' });
    expect(line('Between rows')?.value).toBe('unknown');
    expect(line('Reader')).toMatchObject({ value: 'unproven on real files', severity: 'warning' });
    expect(line('Lines')?.value).toBe('none in the file');
    expect(groups.at(-1)?.title).toBe('To know');
  });
});
