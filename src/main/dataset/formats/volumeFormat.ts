// What every volume format offers: it knows its files by content, describes what is in them, and reads one B-scan at a time.
import type { z } from 'zod';
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import type { Raster } from '../../imaging/raster.ts';
import type { ByteSource } from './byteSource.ts';

/** `real`: read from a real file as an independent reader does. `independent`: from our writer's files, as one does. `ownWriter`: only we say so. */
export type Proof = 'real' | 'independent' | 'ownWriter';

/** Kept apart from everything else (DESIGN §5); goes into the patient table or nowhere. */
export interface PatientIdentity {
  identifier: string | null;
  name: string | null;
  /** ISO date. */
  birthDate: string | null;
  sex: 'F' | 'M' | 'O' | null;
}

/** One B-scan in the volume's own samples: [row, column, channel]. */
export interface StoredBscan {
  readonly data: Uint8Array | Uint16Array | Int16Array | Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

export interface VolumeSeries {
  readonly header: VolumeHeader;
  readonly patient: PatientIdentity;
  /** Rows grow with depth. `stored`: values of the header's sample type; `display`: grey 0–255 by the named transform. Errors: `unreadableFile`. */
  readBscan(index: number, intensity: 'stored'): Promise<StoredBscan>;
  readBscan(index: number, intensity: 'display'): Promise<Raster<Uint8Array>>;
  /** The fundus picture that the scan lies on; null without one. */
  readLocalizer(): Promise<Raster<Uint8Array | Uint16Array> | null>;
  /** Heights of `header.surfaces[index]`: [bscan, column], NaN where there is none. */
  readSurface(index: number): Promise<Float32Array>;
}

export interface VolumeFile {
  /** At least one. */
  readonly series: readonly VolumeSeries[];
  close(): Promise<void>;
}

export interface VolumeFormat<Params extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** Where the layout is described. */
  readonly reference: string;
  /** Lower case, with the dot; what files are usually called. Never used to decide what a file is. */
  readonly extensions: readonly string[];
  readonly proof: Proof;
  /** Switches of this format, such as whether registration is applied; each with its words (`.meta`). */
  readonly params: Params;
  /** `head`: the first `sniffBytes` bytes at most. `name`: for formats without a mark of their own, as one sign among others. */
  sniff(file: { head: Uint8Array; sizeBytes: number; name: string }): boolean;
  /**
   * Reads what describes the file, not its samples. `sibling` opens a file beside it (a header's data file); null where there is none.
   * Errors: `unreadableFile` with `offset`; `unsupportedFormat` with what it is and what would be needed.
   */
  open(source: ByteSource, params: z.output<Params>, beside: { sibling(name: string): Promise<ByteSource | null> }): Promise<VolumeFile>;
}

export const sniffBytes = 4096;
