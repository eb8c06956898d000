// What one file is, without a workspace: format, pixels, facts.
import { basename, dirname, resolve } from 'node:path';
import { type InspectedImage, inspectImageFile } from '../dataset/fileTask.ts';

export interface ScanInspection extends InspectedImage {
  name: string;
  path: string;
}

/** Errors: those of `readRaster`, each with what to do. */
export async function inspectScan(path: string): Promise<ScanInspection> {
  const place = resolve(path);
  const name = basename(place);
  return { name, path: place, ...(await inspectImageFile({ root: dirname(place), path: name })) };
}
