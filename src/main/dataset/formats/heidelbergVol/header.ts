// The 2,048-byte header of a .vol file (HSF-OCT) and the header before each of its B-scans, as eyepy names their fields.
import { AppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { textOf } from '../heidelberg/text.ts';
import { viewOf } from '../imageFormat.ts';

export const volMark = 'HSF-OCT-';
export const headerBytes = 2048;
const bscanHeaderBytes = 256;

export interface VolHeader {
  readonly version: string;
  readonly columns: number;
  readonly bscans: number;
  readonly rows: number;
  /** mm between samples; 0 = unknown. */
  readonly scaleMm: { readonly column: number; readonly bscan: number; readonly row: number };
  readonly localizer: { readonly rows: number; readonly columns: number; readonly scaleXMm: number; readonly scaleYMm: number };
  readonly eye: string | null;
  readonly examTime: bigint;
  readonly scanPattern: number;
  readonly id: string | null;
  readonly patientId: string | null;
  readonly birthDate: number;
  readonly visitId: string | null;
}

export interface VolBscanHeader {
  /** Where its own header begins in the file, and its samples. */
  readonly offset: number;
  readonly dataOffset: number;
  readonly startMm: readonly [x: number, y: number];
  /** The centre, in circle scans. */
  readonly endMm: readonly [x: number, y: number];
  readonly lines: number;
  readonly linesOffset: number;
  readonly quality: number;
  /** Whether it was exported unaligned, with the device's transform beside it. */
  readonly isUnaligned: boolean;
}

/** Errors: `unreadableFile` where the header is cut or contradicts itself. */
export async function readVolHeader(source: ByteSource): Promise<VolHeader> {
  const bytes = await source.read(0, headerBytes);
  const view = viewOf(bytes);
  const text = (offset: number, length: number) => textOf(bytes.subarray(offset, offset + length));
  const header: VolHeader = {
    version: text(0, 12) ?? '',
    columns: view.getUint32(12, true),
    bscans: view.getUint32(16, true),
    rows: view.getUint32(20, true),
    scaleMm: { column: view.getFloat64(24, true), bscan: view.getFloat64(32, true), row: view.getFloat64(40, true) },
    localizer: {
      columns: view.getUint32(48, true),
      rows: view.getUint32(52, true),
      scaleXMm: view.getFloat64(56, true),
      scaleYMm: view.getFloat64(64, true),
    },
    eye: text(84, 4),
    examTime: view.getBigUint64(88, true),
    scanPattern: view.getInt32(96, true),
    id: text(104, 16),
    patientId: text(140, 24),
    birthDate: view.getFloat64(164, true),
    visitId: text(176, 24),
  };
  const { columns, bscans, rows, localizer } = header;
  const leastBytes = headerBytes + localizer.rows * localizer.columns + bscans * (bscanHeaderBytes + 4 * rows * columns);
  if (columns < 1 || bscans < 1 || rows < 1 || leastBytes > source.sizeBytes) {
    throw damaged(
      source,
      12,
      `${bscans} B-scans of ${columns} × ${rows} and a localizer of ${localizer.columns} × ${localizer.rows}, which need ${leastBytes} bytes`,
    );
  }
  return header;
}

/** Walks from B-scan to B-scan by each one's own header size, which may differ from the file's. */
export async function readBscanHeaders(source: ByteSource, { columns, bscans, rows, localizer }: VolHeader): Promise<VolBscanHeader[]> {
  const headers: VolBscanHeader[] = [];
  let offset = headerBytes + localizer.rows * localizer.columns;
  for (let index = 0; index < bscans; index++) {
    const view = viewOf(await source.read(offset, bscanHeaderBytes));
    const sizeBytes = view.getUint32(12, true);
    const lines = view.getInt32(48, true);
    const linesOffset = view.getInt32(52, true);
    const areLinesInside = lines >= 0 && (lines === 0 || (linesOffset >= 80 && linesOffset + 4 * lines * columns <= sizeBytes));
    if (sizeBytes < bscanHeaderBytes || !areLinesInside) {
      throw damaged(
        source,
        offset + 12,
        `the header of B-scan ${index + 1} with ${sizeBytes} bytes and ${lines} lines from byte ${linesOffset} on`,
      );
    }
    const point = (at: number) => [view.getFloat64(at, true), view.getFloat64(at + 8, true)] as const;
    headers.push({
      offset,
      dataOffset: offset + sizeBytes,
      startMm: point(16),
      endMm: point(32),
      lines,
      linesOffset: offset + linesOffset,
      quality: view.getFloat32(56, true),
      isUnaligned: [64, 68, 72, 76, 80, 84].some(at => view.getFloat32(at, true) !== 0),
    });
    offset += sizeBytes + 4 * rows * columns;
  }
  if (offset > source.sizeBytes) throw damaged(source, source.sizeBytes, `samples that end at byte ${offset}`);
  return headers;
}

function damaged({ name, sizeBytes }: ByteSource, offset: number, received: string): AppError {
  return new AppError(
    'unreadableFile',
    `${name}: expected a whole .vol file of ${sizeBytes} bytes, received at byte ${offset} ${received}. Export it again from HEYEX.`,
    { details: { offset, sizeBytes } },
  );
}
