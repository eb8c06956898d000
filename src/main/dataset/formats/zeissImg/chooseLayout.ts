// Which cut of a Zeiss file is taken: the one a person asks for, else the likeliest that the name or the size speaks for; never a guess.
import { AppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { type ImgLayout, imgLayouts, usualRows } from './imgLayouts.ts';
import { parseImgName } from './imgName.ts';
import type { ImgParams } from './params.ts';

export type ChosenLayout = Omit<ImgLayout, 'basis'> & { readonly basis: 'name' | 'size' | 'asked' };

/** Errors: `badInput` for a cut that does not fit; `unreadableFile` where the name speaks of another size; `unsupportedFormat`. */
export function chooseLayout({ name, sizeBytes }: ByteSource, params: ImgParams): ChosenLayout {
  const layouts = imgLayouts(sizeBytes, name);
  if (params.columns !== null || params.rows !== null || params.bscans !== null) return askedLayout(name, sizeBytes, params, layouts);
  const likely = layouts.find(({ basis }) => basis !== 'guess');
  if (likely !== undefined && likely.basis !== 'guess') return { ...likely, basis: likely.basis };
  const parsed = parseImgName(name);
  if (parsed !== null && parsed.counts !== null) {
    const { counts } = parsed;
    const sizes = usualRows.map(rows => counts[0] * counts[1] * rows);
    const fact = `expected ${sizes.join(' or ')} bytes by its name (${counts[0]} A-scans, ${counts[1]} B-scans), the file has ${sizeBytes}`;
    throw unreadableVolume(name, fact, sizeBytes, { layouts });
  }
  const offered = layouts.slice(0, 3).map(({ columns, rows, bscans }) => `${columns} × ${rows} × ${bscans}`);
  throw unsupportedVolume(
    name,
    parsed === null
      ? 'expected the name or the size of a Zeiss scan, received neither'
      : `expected the size of a scan called ${parsed.protocol}, received ${sizeBytes} bytes`,
    `Say how many A-scans, rows and B-scans it has${offered.length === 0 ? '' : `, such as ${offered.join(' or ')}`}; of a NIfTI pair, open the .hdr.`,
    { sizeBytes, layouts },
  );
}

function askedLayout(name: string, sizeBytes: number, asked: ImgParams, layouts: readonly ImgLayout[]): ChosenLayout {
  const fits = ({ columns, rows, bscans }: ImgLayout) =>
    (asked.columns ?? columns) === columns && (asked.rows ?? rows) === rows && (asked.bscans ?? bscans) === bscans;
  const known = layouts.find(layout => layout.basis !== 'guess' && fits(layout));
  if (known !== undefined) return { ...known, basis: 'asked' };
  const like = layouts.find(fits);
  const rest = asked.columns !== null && asked.bscans !== null ? sizeBytes / asked.columns / asked.bscans : null;
  const rows = asked.rows ?? rest ?? like?.rows ?? usualRows[0];
  const columns = asked.columns ?? like?.columns ?? sizeBytes / rows / (asked.bscans ?? 1);
  const bscans = asked.bscans ?? sizeBytes / rows / columns;
  const isWhole = [rows, columns, bscans].every(count => Number.isInteger(count) && count >= 1);
  if (isWhole && rows * columns * bscans === sizeBytes) return { columns, rows, bscans, protocol: null, basis: 'asked' };
  const wanted = isWhole
    ? `${columns} × ${rows} × ${bscans} = ${columns * rows * bscans} bytes`
    : `${asked.columns ?? '…'} × ${asked.rows ?? '…'} × ${asked.bscans ?? '…'}`;
  throw new AppError('badInput', `${name}: expected A-scans × rows × B-scans to make ${sizeBytes} bytes, received ${wanted}.`, {
    details: { sizeBytes, layouts },
  });
}
