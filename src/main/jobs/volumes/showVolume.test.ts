// What a volume's view says: of the file, of the person, and how sure each line is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { writeNifti } from '../../dataset/formats/nifti/writeNifti.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { collect } from '../../dataset/formats/testing/openInMemory.ts';
import { phantomSeries } from '../../dataset/formats/testing/phantomSeries.ts';
import { writeE2e } from '../../dataset/formats/writers/writeE2e.ts';
import { writeImg } from '../../dataset/formats/writers/writeImg.ts';
import { writeVol } from '../../dataset/formats/writers/writeVol.ts';
import { exampleItem } from '../../store/testing/testStore.ts';
import { addProfile } from '../profiles.ts';
import { volumesWorkspace } from '../testing/volumes.ts';
import { showVolume } from './showVolume.ts';
import { redoVolume, setVolumeOptions, stateVolume, undoVolume } from './stateVolume.ts';
import { volumeLayouts } from './volumeLayouts.ts';
import { volumeTree } from './volumeTree.ts';

const states = ({ check }: VolumeView) => check.map(({ about, state, fix }) => [about, state, fix]);
const wordsOf = ({ check }: VolumeView, about: string) => check.find(line => line.about === about)?.words;

test('a .vol file: every line of the check holds, with what it is from', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.vol', writeVol(asymmetricPhantom('OD')));
  const view = await showVolume(context, item);
  expect(view).toMatchObject({
    item,
    format: { name: 'heidelbergVol', proof: 'real' },
    noEnFace: null,
    statement: {},
    options: [],
    relatives: [],
  });
  expect(states(view)).toEqual([
    ['eye', 'ok', 'eye'],
    ['up', 'ok', null],
    ['order', 'ok', null],
    ['spacing', 'ok', 'spacing'],
    ['transform', 'ok', null],
  ]);
  expect(wordsOf(view, 'eye')).toBe('OD, stored in the file');
  expect(wordsOf(view, 'up')).toBe('The vitreous is up: the ILM lies above the outer retina');
  expect(wordsOf(view, 'order')).toBe('5 B-scans from inferior to superior, each where the file says');
  expect(wordsOf(view, 'spacing')).toBe('A-scans 12.00 µm (measured), rows 3.87 µm (measured), B-scans 120.00 µm (measured)');
  expect(view.card.map(({ title }) => title)).toContain('Geometry');
  expect(JSON.stringify(view)).not.toMatch(/P-4711|Ada|1950/);
});

test('a device’s own file: every line holds, and a line scan says why it has no en face', async () => {
  const { context, add } = volumesWorkspace();
  const golden = join(import.meta.dirname, '../../../../tests/golden/formats/heidelberg/spectralisLine.vol.gz');
  const [item = ''] = await add('line.vol.gz', readFileSync(golden));
  const view = await showVolume(context, item);
  expect(view.check.every(({ state }) => state === 'ok')).toBe(true);
  expect([wordsOf(view, 'eye'), wordsOf(view, 'order'), wordsOf(view, 'spacing')]).toEqual([
    'OD, stored in the file',
    'One B-scan',
    'A-scans 11.82 µm (measured), rows 3.87 µm (measured)',
  ]);
  expect(wordsOf(view, 'up')).toMatch(/the ILM lies above/);
  expect(view.noEnFace).toMatch(/^A line scan has one B-scan/);
});

test('what nobody knows is a warning with what mends it, and a person’s word mends it', async () => {
  const { context, add } = volumesWorkspace();
  const unknown = { laterality: null, scanPattern: null, surfaces: [], spacingUm: { bscan: null, row: null, column: null } };
  const bscans = Array.from({ length: 5 }, () => ({ path: null, quality: null, averaged: null, acquiredAt: null }));
  const [item = ''] = await add(
    'plain.nii',
    await collect(writeNifti(phantomSeries(asymmetricPhantom('OS'), 'uint8', { ...unknown, bscans }))),
  );
  const before = await showVolume(context, item);
  expect(states(before)).toEqual([
    ['eye', 'warning', 'eye'],
    ['up', 'warning', null],
    ['order', 'warning', null],
    ['spacing', 'warning', 'spacing'],
    ['transform', 'ok', null],
  ]);
  expect(before.noEnFace).toMatch(/does not say how its B-scans lie/);
  const profile = addProfile(context, { name: 'Ada' }).id;
  stateVolume(context, { item, profile, statement: { laterality: 'OS', spacingUm: { bscan: 240, row: 4, column: 11 } } });
  const after = await showVolume(context, item);
  expect(after.header).toMatchObject({
    laterality: 'OS',
    spacingUm: {
      bscan: { value: 240, source: 'measured' },
      row: { value: 4, source: 'measured' },
      column: { value: 11, source: 'measured' },
    },
  });
  expect(after.header.notes.slice(-2).map(({ message }) => message)).toEqual([
    'OS, stated by Ada; the file does not say.',
    'Spacing stated by Ada; the file says nothing.',
  ]);
  expect([wordsOf(after, 'eye'), wordsOf(after, 'spacing')]).toEqual([
    'OS, stated by a person',
    expect.stringMatching(/A-scans 11\.00 µm .*stated by a person/),
  ]);
  expect(after.version).not.toBe(before.version);
  expect(context.workspace.store.items.get(item).laterality).toBe('OS');
  expect(await undoVolume(context, { item, profile })).toEqual({ kind: 'statement' });
  expect(await showVolume(context, item)).toEqual(before);
  expect(context.workspace.store.items.get(item).laterality).toBeNull();
  expect(await redoVolume(context, { item, profile })).toEqual({ kind: 'statement' });
  expect(await showVolume(context, item)).toEqual(after);
  expect(await redoVolume(context, { item, profile })).toEqual({ kind: null });
});

test('a switch of the format changes pixels and version, goes back by undo, and is refused where the format has none such', async () => {
  const { context, add } = volumesWorkspace();
  const [item = ''] = await add('od.e2e', writeE2e([asymmetricPhantom('OD')]));
  const profile = addProfile(context, { name: 'Ada' }).id;
  const before = await showVolume(context, item);
  expect(before.options).toMatchObject([
    { name: 'isRegistered', label: 'Registration', kind: 'switch', value: true, default: true },
    { name: 'intensity', kind: 'choice', value: 'natural', choices: [{ value: 'natural' }, { value: 'octConverter' }] },
  ]);
  expect(states(before).find(([about]) => about === 'transform')).toEqual(['transform', 'ok', 'options']);
  await setVolumeOptions(context, { item, profile, options: { isRegistered: false, intensity: 'octConverter' } });
  const after = await showVolume(context, item);
  expect(after.options.map(({ value }) => value)).toEqual([false, 'octConverter']);
  expect(after.header.intensity.display).not.toBe(before.header.intensity.display);
  expect(context.workspace.store.volumes.find(item)?.header.intensity).toEqual(after.header.intensity);
  await undoVolume(context, { item, profile });
  expect(await showVolume(context, item)).toEqual(before);
  expect(context.workspace.store.volumes.find(item)?.header.intensity).toEqual(before.header.intensity);
  await expect(setVolumeOptions(context, { item, profile, options: { columns: 3 } })).rejects.toMatchObject({ code: 'badInput' });
  expect(await showVolume(context, item)).toEqual(before);
});

test('a file without a header: its cuts are offered, and another one changes the item’s size until it is taken back', async () => {
  const { context, add } = volumesWorkspace();
  const { name, bytes } = writeImg(asymmetricPhantom('OD', { bscans: 5, rows: 1024, columns: 48 }));
  const [item = ''] = await add(name, bytes);
  const profile = addProfile(context, { name: 'Ada' }).id;
  const before = await showVolume(context, item);
  expect(before.options.map(({ name: option, kind, value }) => [option, kind, value]).slice(0, 4)).toEqual([
    ['columns', 'integer', null],
    ['rows', 'integer', null],
    ['bscans', 'integer', null],
    ['isUpsideDown', 'switch', true],
  ]);
  expect(before.options.find(({ name: option }) => option === 'widthMm')?.kind).toBe('number');
  expect(states(before)).toEqual([
    ['eye', 'ok', 'eye'],
    ['up', 'warning', 'options'],
    ['order', 'warning', 'options'],
    ['spacing', 'warning', 'spacing'],
    ['transform', 'ok', null],
  ]);
  const layouts = volumeLayouts(context, item);
  expect(layouts[0]).toMatchObject({ columns: 48, rows: 1024, bscans: 5, basis: 'name' });
  const { width, height, bscans } = context.workspace.store.items.get(item);
  expect([width, height, bscans]).toEqual([48, 1024, 5]);
  await setVolumeOptions(context, { item, profile, options: { columns: 24, bscans: 10 } });
  expect((await showVolume(context, item)).header.shape).toEqual({ bscans: 10, rows: 1024, columns: 24, channels: 1 });
  expect(context.workspace.store.items.get(item)).toMatchObject({ width: 24, height: 1024, bscans: 10 });
  await expect(setVolumeOptions(context, { item, profile, options: { columns: 47 } })).rejects.toMatchObject({ code: 'badInput' });
  await undoVolume(context, { item, profile });
  expect(context.workspace.store.items.get(item)).toMatchObject({ width: 48, height: 1024, bscans: 5 });
  expect(await showVolume(context, item)).toEqual(before);
});

test('relatives are the other eye first, then the same visit, then follow-ups; the tree has them in order', async () => {
  const { context, add } = volumesWorkspace();
  const [od = ''] = await add('a/od.vol', writeVol(asymmetricPhantom('OD')));
  const [later = ''] = await add('b/later.vol', writeVol({ ...asymmetricPhantom('OD'), acquiredAt: '2022-05-06T07:08:09Z' }));
  const [os = ''] = await add('b/os.vol', writeVol(asymmetricPhantom('OS')));
  const [same = ''] = await add('c/same.vol', writeVol({ ...asymmetricPhantom('OD'), quality: [1, 2, 3, 4, 5] }));
  await add('other.vol', writeVol(asymmetricPhantom('OD')), { subject: 'another' });
  const { relatives } = await showVolume(context, od);
  expect(relatives.map(({ item, relation, laterality }) => [item, relation, laterality])).toEqual([
    [os, 'otherEye', 'OS'],
    [same, 'sameVisit', 'OD'],
    [later, 'followUp', 'OD'],
  ]);
  const tree = volumeTree(context, 'volumes').map(({ subject, eyes }) => [
    subject,
    eyes.map(({ laterality, visits }) => [laterality, visits.map(({ visit, series }) => [visit, series.map(({ path }) => path)])]),
  ]);
  expect(tree).toEqual([
    ['another', [['OD', [['2021-03-04', ['other.vol']]]]]],
    [
      'subject',
      [
        [
          'OD',
          [
            ['2021-03-04', ['a/od.vol', 'c/same.vol']],
            ['2022-05-06', ['b/later.vol']],
          ],
        ],
        ['OS', [['2021-03-04', ['b/os.vol']]]],
      ],
    ],
  ]);
});

test('an image is no volume, and says what to use', async () => {
  const { context } = volumesWorkspace();
  const { store } = context.workspace;
  store.items.insertMany([exampleItem(1)]);
  await expect(showVolume(context, 'item1')).rejects.toMatchObject({
    code: 'unsupportedFormat',
    message: expect.stringMatching(/plain image\. Use its display/),
  });
  await expect(showVolume(context, 'nobody')).rejects.toMatchObject({ code: 'notFound' });
});
