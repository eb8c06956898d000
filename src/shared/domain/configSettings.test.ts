import { expect, test } from 'vitest';
import { applySetting, type Json, overlay, parseSetting, settingsBetween, valueAt } from './configSettings.ts';

const base = {
  training: { epochs: 30, batchSize: 32 },
  optimizer: { name: 'adamw', params: { learningRate: 0.001 } },
  augment: [
    { name: 'flip', params: {} },
    { name: 'affine', params: { rotateDeg: 10 } },
  ],
};
const set = (text: string) => applySetting(base, parseSetting(text));

test('values are JSON where they can be, else text', () => {
  expect(parseSetting('training.epochs=5')).toEqual({ path: 'training.epochs', value: 5 });
  expect(parseSetting('input.size=[64,64]').value).toEqual([64, 64]);
  expect(parseSetting('architecture=smallCnn').value).toBe('smallCnn');
  expect(parseSetting('a=b=c').value).toBe('b=c');
  expect(() => parseSetting('training.epochs')).toThrow('Expected path=value');
});

test('a path reaches into objects, choices and lists, and leaves the rest alone', () => {
  expect(set('training.epochs=5')).toEqual({ ...base, training: { epochs: 5, batchSize: 32 } });
  expect(set('optimizer.params.learningRate=0.1')).toEqual({ ...base, optimizer: { name: 'adamw', params: { learningRate: 0.1 } } });
  expect(set('augment.1.params.rotateDeg=5')).toMatchObject({ augment: [base.augment[0], { name: 'affine', params: { rotateDeg: 5 } }] });
  expect(set('augment=[]')).toEqual({ ...base, augment: [] });
});

test('another name of a choice drops the old parameters, the same name keeps them', () => {
  const sgd = { name: 'sgd', params: {} };
  for (const text of ['optimizer=sgd', 'optimizer.name=sgd', 'optimizer={"name":"sgd"}'])
    expect(set(text)).toEqual({ ...base, optimizer: sgd });
  expect(set('optimizer.name=adamw')).toEqual(base);
  expect(set('augment.0=gamma')).toMatchObject({ augment: [{ name: 'gamma', params: {} }, base.augment[1]] });
});

test('a path that leads nowhere is refused', () => {
  expect(() => set('augment.2=flip')).toThrow('from 0 to 1');
  expect(() => set('training.epochs.more=1')).toThrow("'more' lies in a plain value");
  expect(() => set('training..epochs=1')).toThrow('between the dots');
});

test('a partial file is laid over: objects merge, lists and other choices replace', () => {
  const patch = { training: { epochs: 2 }, augment: [], optimizer: { params: { weightDecay: 0.1 } } };
  expect(overlay(base, patch)).toEqual({
    training: { epochs: 2, batchSize: 32 },
    optimizer: { name: 'adamw', params: { learningRate: 0.001, weightDecay: 0.1 } },
    augment: [],
  });
  expect(overlay(base, { optimizer: { name: 'sgd', params: { momentum: 0.5 } } })).toMatchObject({
    optimizer: { name: 'sgd', params: { momentum: 0.5 } },
  });
});

test('the settings between two configurations lead from one to the other, each as deep as it can be said', () => {
  const changed = [
    'training.epochs=5',
    'optimizer.params.learningRate=0.01',
    'augment.1.params.rotateDeg=20',
    'input.size=[64,64]',
  ].reduce<Json>((config, text) => applySetting(config, parseSetting(text)), { ...base, input: { size: [128, 128] } });
  const settings = settingsBetween({ ...base, input: { size: [128, 128] } }, changed);
  expect(settings).toEqual([
    { path: 'training.epochs', value: 5 },
    { path: 'optimizer.params.learningRate', value: 0.01 },
    { path: 'augment.1.params.rotateDeg', value: 20 },
    { path: 'input.size', value: [64, 64] },
  ]);
  expect(settings.reduce<Json>(applySetting, { ...base, input: { size: [128, 128] } })).toEqual(changed);
});

test('another choice, and a list of other choices, are set whole; equal configurations have nothing between them', () => {
  const sgd = { ...base, optimizer: { name: 'sgd', params: { momentum: 0.5 } }, augment: [{ name: 'gamma', params: {} }] };
  expect(settingsBetween(base, sgd)).toEqual([
    { path: 'optimizer', value: sgd.optimizer },
    { path: 'augment', value: sgd.augment },
  ]);
  expect(settingsBetween(base, sgd).reduce<Json>(applySetting, base)).toEqual(sgd);
  expect(settingsBetween(base, { augment: base.augment, optimizer: base.optimizer, training: { batchSize: 32, epochs: 30 } })).toEqual([]);
});

test('a value is found at its path', () => {
  expect(valueAt(base, 'augment.1.params.rotateDeg')).toBe(10);
  expect(valueAt(base, 'augment.7.params')).toBeUndefined();
  expect(valueAt(base, 'toString')).toBeUndefined();
});
