// A seeded data set of synthetic OCT B-scans: patients of four classes, several scans each, both eyes, with lesion masks.
import { AppError } from '../../../shared/errors.ts';
import { deriveSeed, randomGenerator, shuffled } from '../../../shared/random.ts';
import type { Eye } from './eyeAnatomy.ts';
import { type PhantomClass, phantomClasses } from './phantomParameters.ts';
import { type RenderedScan, renderScan, type ScanOrder } from './renderScan.ts';

export const phantomKinds = ['oct-bscan'] as const;

export interface PhantomOptions {
  kind: (typeof phantomKinds)[number];
  images: number;
  patients: number;
  seed: number;
  /** Strength of the lesions: 1 as designed (default), 0 none, so that the classes are names only. */
  signal?: number;
  abort?: AbortSignal;
}

export interface PhantomScan extends RenderedScan {
  class: PhantomClass;
  /** Identifier as it stands in the file name. */
  patient: string;
  /** Number of the scan within the patient, from 0. */
  index: number;
  eye: Eye;
  /** File name without extension: <CLASS>-<patient>-<index + 1>. */
  stem: string;
}

/** Yields the scans patient by patient. A scan depends on (seed, patient, index, signal) only, not on how many others there are. */
export async function* generatePhantom(options: PhantomOptions): AsyncGenerator<PhantomScan> {
  for (const order of phantomScans(options)) {
    if (options.abort?.aborted) throw new AppError('interrupted', 'Making the phantom was cancelled.');
    yield renderPhantomScan(order);
  }
}

export function renderPhantomScan(order: ScanOrder): PhantomScan {
  const patient = patientIdentifier(order.patient);
  return {
    ...renderScan(order),
    class: order.diagnosis,
    patient,
    index: order.index,
    eye: order.eye,
    stem: `${order.diagnosis}-${patient}-${order.index + 1}`,
  };
}

/**
 * The scans of a data set, in order. Each four patients hold every class once, images are shared out evenly, and a patient's scans
 * alternate between the eyes.
 * @throws AppError usage when a number is out of range
 */
export function phantomScans({ kind, images, patients, seed, signal = 1 }: PhantomOptions): ScanOrder[] {
  if (!phantomKinds.includes(kind)) {
    throw new AppError(
      'unknownName',
      `Expected a phantom kind of ${phantomKinds.join(', ')}; received ${String(kind)}. Choose one of these.`,
    );
  }
  requireInteger('images', images, 1, 1_000_000);
  requireInteger('patients', patients, 1, images);
  requireInteger('seed', seed, 0, 2 ** 32 - 1);
  if (!(signal >= 0 && signal <= 2))
    throw new AppError('usage', `Expected a signal from 0 to 2, received ${signal}. Choose 1 for the design strength.`);
  const scans: ScanOrder[] = [];
  for (let patient = 0; patient < patients; patient++) {
    const count = Math.floor(images / patients) + (patient < images % patients ? 1 : 0);
    const firstEye = deriveSeed(seed, 'phantom', 'first-eye', patient) % 2;
    const diagnosis = diagnosisOf(seed, patient);
    for (let index = 0; index < count; index++) {
      const eye = (index + firstEye) % 2 === 0 ? 'OD' : 'OS';
      scans.push({ seed, patient, index, eye, diagnosis, signal });
    }
  }
  return scans;
}

function diagnosisOf(seed: number, patient: number): PhantomClass {
  const classes = phantomClasses.length;
  const order = shuffled(phantomClasses, randomGenerator(seed, 'phantom', 'classes', Math.floor(patient / classes)));
  return order[patient % classes] as PhantomClass;
}

/** A seven-digit identifier, different for each patient number below 9,000,000 (multiplication by a number coprime to 9,000,000). */
export function patientIdentifier(patient: number): string {
  return String(1_000_000 + ((patient * 7_654_321 + 1_234_567) % 9_000_000));
}

function requireInteger(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new AppError('usage', `Expected ${name} to be a whole number from ${low} to ${high}, received ${value}. Choose another number.`);
}
