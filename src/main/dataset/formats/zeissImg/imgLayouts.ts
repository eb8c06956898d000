// In which rows, columns and B-scans a headerless Zeiss file may be cut: what its name says, what files of its size are, and what would at
// least divide it. Sizes: RETIMAT read_img, JHU octCirrusReader; angiographies of PLEX Elite by their users.
import { parseImgName } from './imgName.ts';

export interface ImgLayout {
  readonly columns: number;
  readonly rows: number;
  readonly bscans: number;
  /** Zeiss's name for such a scan, where it is known. */
  readonly protocol: string | null;
  /** `name`: the file's name says it. `size`: only scans of this kind have this size. `guess`: it divides the file. */
  readonly basis: 'name' | 'size' | 'guess';
}

interface Protocol {
  readonly protocol: string;
  /** In a file's name. */
  readonly named: RegExp;
  readonly columns: number;
  readonly bscans: number;
  readonly rows: number;
}

const protocols: readonly Protocol[] = [
  { protocol: 'Macular Cube 512x128', named: /macular ?cube/i, columns: 512, bscans: 128, rows: 1024 },
  { protocol: 'Macular Cube 200x200', named: /macular ?cube/i, columns: 200, bscans: 200, rows: 1024 },
  { protocol: 'HD 21 Line', named: /hd 21 line/i, columns: 1024, bscans: 21, rows: 1024 },
  { protocol: 'HD 5 Line Raster', named: /hd 5 line/i, columns: 1024, bscans: 5, rows: 1024 },
  { protocol: 'HD 5 Line Raster (wide)', named: /hd 5 line/i, columns: 4096, bscans: 5, rows: 1024 },
  { protocol: 'HD cross of a cube', named: /hidef/i, columns: 1024, bscans: 2, rows: 1024 },
  { protocol: 'HD cross of a disc cube', named: /hidef/i, columns: 1000, bscans: 2, rows: 1024 },
  { protocol: 'Angio (3mmx3mm)', named: /angio/i, columns: 300, bscans: 300, rows: 1536 },
  { protocol: 'Angio (6mmx6mm)', named: /angio/i, columns: 500, bscans: 500, rows: 1536 },
  { protocol: 'Angio (12mmx12mm)', named: /angio/i, columns: 1024, bscans: 1024, rows: 1536 },
];
/** Samples in depth of Cirrus and of PLEX Elite. */
export const usualRows: readonly [number, ...number[]] = [1024, 1536];
const guessedRows = [...usualRows, 2048, 768, 640, 512, 480];
const guessedColumns = [512, 200, 1024, 300, 350, 245, 256, 400, 500, 1000, 2048, 4096];
const maxGuesses = 12;

/** Every way to cut a file of so many bytes, the likeliest first; none where nothing divides it. */
export function imgLayouts(sizeBytes: number, name: string): ImgLayout[] {
  const parsed = parseImgName(name);
  const words = `${parsed?.protocol ?? ''} ${parsed?.kind ?? ''}`;
  const isCross = /hidef/i.test(words);
  const layouts: ImgLayout[] = [];
  const add = (layout: ImgLayout) => {
    const isThere = layouts.some(
      ({ columns, rows, bscans }) => columns === layout.columns && rows === layout.rows && bscans === layout.bscans,
    );
    if (!isThere) layouts.push(layout);
  };
  if (parsed !== null && parsed.counts !== null && !isCross) {
    const [columns, bscans] = parsed.counts;
    const rows = sizeBytes / (columns * bscans);
    if (usualRows.includes(rows)) add({ columns, rows, bscans, protocol: parsed.protocol, basis: 'name' });
  }
  const ofSize = protocols.filter(({ columns, rows, bscans }) => columns * rows * bscans === sizeBytes);
  for (const { named, ...layout } of ofSize.toSorted((a, b) => Number(b.named.test(words)) - Number(a.named.test(words)))) {
    add({ ...layout, basis: parsed !== null && named.test(words) ? 'name' : 'size' });
  }
  const guesses = guessedRows.flatMap(rows =>
    guessedColumns.map(columns => ({ columns, rows, bscans: sizeBytes / (columns * rows), protocol: null, basis: 'guess' as const })),
  );
  for (const guess of guesses.filter(({ bscans }) => Number.isInteger(bscans) && bscans >= 1 && bscans <= 1024).slice(0, maxGuesses)) {
    add(guess);
  }
  return layouts;
}
