import { expect, test } from 'vitest';
import type { ManifestItem, SplitName } from '../../shared/domain/manifest.ts';
import { pretrainLeaks } from './pretrainLeaks.ts';

const hex = (text: string) => Buffer.from(text.padEnd(32, '0')).toString('hex');
const item = (name: string, subject: string, split: SplitName): ManifestItem => {
  return { item: name, subject, eye: null, root: '/r', path: `${name}.png`, sha256: hex(name), split, source: 'import', label: 'CNV' };
};

test('a patient that the weights were trained on may be trained on again, and may not judge', () => {
  const pretraining = [item('a', 'P1', 'train'), item('b', 'P2', 'train'), item('c', 'P3', 'train')];
  const manifest = [item('d', 'P1', 'train'), item('e', 'P2', 'val'), item('f', 'P3', 'test'), item('g', 'P4', 'test')];
  expect(pretrainLeaks(manifest, pretraining)).toEqual([
    { kind: 'patient', key: 'P2', parts: ['pretrain', 'val'], items: ['e'] },
    { kind: 'patient', key: 'P3', parts: ['pretrain', 'test'], items: ['f'] },
  ]);
});

test('a patient that the checkpoint was chosen by may choose again, and may not test; test patients of the earlier run are free', () => {
  const pretraining = [item('a', 'P1', 'val'), item('b', 'P2', 'val'), item('c', 'P3', 'test')];
  const manifest = [item('d', 'P1', 'val'), item('e', 'P2', 'test'), item('f', 'P3', 'test')];
  expect(pretrainLeaks(manifest, pretraining)).toEqual([{ kind: 'patient', key: 'P2', parts: ['pretrain', 'test'], items: ['e'] }]);
});

test('the same file under another patient is found by its content', () => {
  const again = { ...item('z', 'P9', 'test'), sha256: hex('a') };
  expect(pretrainLeaks([again], [item('a', 'P1', 'train')])).toEqual([
    { kind: 'content', key: hex('a'), parts: ['pretrain', 'test'], items: ['z'] },
  ]);
});
