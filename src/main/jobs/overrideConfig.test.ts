import { expect, test } from 'vitest';
import { applySetting, overlay, parseSetting } from './overrideConfig.ts';

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
