// What a Topcon scan tells about its volume. Lengths are stored as the size of the whole scan; a length between samples is that divided by
// their count.
import type { Length, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import type { BscanStore } from './bscanStore.ts';
import type { Contour } from './contours.ts';
import type { FundusPicture } from './fundusPicture.ts';
import type { TopconParams } from './params.ts';
import { placeBscans } from './placement.ts';
import type { ScanFacts } from './scanFacts.ts';
import { scanModeOf } from './scanModes.ts';

export interface TopconScan {
  readonly store: BscanStore;
  readonly facts: ScanFacts;
  readonly fundus: FundusPicture | null;
  readonly contours: readonly Contour[];
  readonly leftContours: number;
  readonly identifiers: readonly string[];
  readonly notes: readonly VolumeNote[];
}

export function describeScan(scan: TopconScan, { contrast }: TopconParams): VolumeHeader {
  const { store, facts, fundus, contours } = scan;
  const { bscans, rows, columns, sampleType, isMotionReference } = store;
  const mode = scanModeOf(store.mode, bscans);
  const isPlaced = mode.placement !== null && !isMotionReference && facts.sizeMm !== null && fundus !== null && fundus.box !== null;
  const placed = isPlaced ? placeBscans({ placement: mode.placement, bscans, columns, sizeMm: facts.sizeMm }, fundus.box, fundus) : null;
  const isSpread = (mode.placement === 'rows' || mode.placement === 'columns') && !isMotionReference && bscans > 1;
  const isStretched = contrast === 'topconExport' && sampleType === 'uint8';
  const row = measured(facts.rowUm);
  const lengths = facts.sizeMm;
  return {
    format: 'topconFda',
    series: [mode.name, facts.fixation].filter(part => part !== null).join(', '),
    shape: { bscans, rows, columns, channels: 1 },
    sampleType,
    spacingUm: {
      bscan: isSpread && lengths !== null ? measured((1000 * lengths.across) / bscans) : null,
      row,
      column: mode.hasLength && !isMotionReference && lengths !== null ? measured((1000 * lengths.along) / columns) : null,
    },
    scanPattern: isMotionReference ? null : mode.pattern,
    laterality: facts.laterality,
    modality: 'OCT',
    device: { manufacturer: 'Topcon', model: facts.model, software: facts.software },
    acquiredAt: facts.acquiredAt,
    qualityUnit: facts.quality === null ? null : 'TopQ',
    bscans: Array.from({ length: bscans }, (_, index) => ({
      path: placed?.paths[index] ?? null,
      quality: facts.quality,
      averaged: null,
      acquiredAt: facts.acquiredAt,
    })),
    localizer:
      fundus === null
        ? null
        : {
            rows: fundus.rows,
            columns: fundus.columns,
            channels: fundus.channels,
            spacingUm: { row: estimated(placed?.pixelUm.y), column: estimated(placed?.pixelUm.x) },
          },
    surfaces: contours.map(({ surface }) => surface),
    intensity: {
      stored: store.stored,
      display: isStretched ? '54 to 191 as black to white' : sampleType === 'uint8' ? 'as stored' : 'linear, p0.5–p99.5 of the volume',
    },
    registration: 'none',
    identifiers: [...scan.identifiers],
    notes: [...scan.notes, ...notesOf(scan, mode, placed !== null)],
  };
}

function notesOf({ store, facts, fundus, leftContours }: TopconScan, mode: ReturnType<typeof scanModeOf>, isPlaced: boolean): VolumeNote[] {
  const notes: VolumeNote[] = [];
  const note = (about: VolumeNote['about'], severity: VolumeNote['severity'], message: string) => notes.push({ about, severity, message });
  if (facts.laterality === null) note('laterality', 'warning', 'The file does not say which eye this is.');
  if (facts.sizeMm === null) note('geometry', 'warning', 'The file does not say how large the scan is.');
  else if (!mode.hasLength) note('geometry', 'warning', `What lengths mean in the pattern ${mode.name} is not known: they are left out.`);
  if (store.isMotionReference) {
    note('file', 'warning', 'Only the B-scans of the motion measurement are in the file: their place and their spacing are not known.');
  } else if (mode.placement === null) {
    note('geometry', 'note', `Where the B-scans of the pattern ${mode.name} lie is not known: they are shown in stored order.`);
  } else if (fundus !== null && !isPlaced) {
    note('geometry', 'note', 'The file does not say where the scan lies on the fundus picture.');
  }
  if (isPlaced && mode.placement === 'spokes')
    note('geometry', 'note', 'That radial B-scans turn clockwise from three o’clock rests on one reader.');
  if (leftContours > 0) note('layers', 'warning', `${leftContours} layer lines of another size than the volume were left out.`);
  return notes;
}

function measured(valueUm: number | null): Length | null {
  return valueUm !== null && valueUm > 0 ? { value: valueUm, source: 'measured' } : null;
}

/** Computed from the scan's size in mm and in pixels. */
function estimated(valueUm: number | undefined): Length | null {
  return valueUm === undefined ? null : { value: valueUm, source: 'estimated' };
}
