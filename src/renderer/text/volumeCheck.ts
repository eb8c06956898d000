// Words of the check that a volume goes through when it comes in (UX §1.7, GP2).
import { formatCount, formatNumber } from '../../shared/units.ts';

export const volumeCheckText = {
  title: 'Check the geometry',
  check: 'Geometry check',
  volumes: 'Volumes',
  none: 'There is no volume in this data set.',
  place: (number: number, total: number) => `Volume ${formatNumber(number)} of ${formatNumber(total)}`,
  previous: 'Previous volume',
  next: 'Next volume',
  looksRight: 'Looks right',
  refused: (count: number) => `${formatCount(count, 'file')} could not be read:`,
  scan: (pattern: string | null, bscans: number) => [...(pattern === null ? [] : [pattern]), formatCount(bscans, 'B-scan')].join(' '),
  unproven: 'unproven on real files',
  unprovenHint: 'This format could be checked against our own files only. Look closely.',
  localizer: (placed: number) =>
    placed === 0
      ? 'Fundus picture; the places of the B-scans are not known'
      : `Fundus picture with the places of ${formatCount(placed, 'B-scan')}`,
  noLocalizer: 'The file holds no fundus picture.',
  bscan: (number: number, total: number) => `B-scan ${formatNumber(number)}/${formatNumber(total)}`,
  stretched: (times: number) => `Vertical ×${formatNumber(times)}, not to scale.`,
  pixels: 'Pixel by pixel, not to scale.',
  shownLines: 'Shown lines are drawn thick.',
  about: { eye: 'Eye', up: 'Up is vitreous', order: 'B-scan order', spacing: 'Spacing', transform: 'Transform' },
  fix: 'Fix…',
  change: 'Change…',
  apply: 'Apply',
  usual: 'As the file suggests',
  asInFile: 'As in the file',
  fromFile: 'from the file',
  eyes: { OD: 'OD', OS: 'OS', unknown: 'Unknown' },
  eyeSet: { OD: 'Eye: OD.', OS: 'Eye: OS.', unknown: 'Eye: unknown.' },
  axes: { column: 'Between A-scans', row: 'Between rows', bscan: 'Between B-scans' },
  patients: {
    title: 'Patients of volumes that tell none',
    choices: { unknown: 'Unknown', one: 'One patient', each: 'A patient each' },
    found: (count: number, studies: number, are: 'unknown' | 'one' | 'each', author: string | null) => {
      const who = `${formatCount(count, 'volume')}${studies === 1 ? ' of one study' : ''} tell no patient`;
      const by = author === null ? '' : `, as ${author} stated`;
      if (are === 'unknown')
        return `${who}. They count as no patient and are in no part of a split.${studies === 1 ? '' : ' Are they of one?'}`;
      if (are === 'one') return `${who} and count as one${by}.`;
      return `${who} and count as a patient each${by}; those of one study count together. If one patient has several, a split may part them.`;
    },
    stated: {
      unknown: 'Their patient is unknown.',
      one: 'They count as one patient.',
      each: 'They count as a patient each.',
    },
  },
  cuts: 'Ways to cut the file, the likeliest first',
  cutBscans: (count: number) => `${formatCount(count, 'B-scan')} of`,
  cutAscans: (count: number) => formatCount(count, 'A-scan'),
  cutRows: (rows: number) => formatCount(rows, 'row'),
  cutBasis: { name: 'by the file’s name', size: 'by the file’s size', guess: 'divides the file' },
  cutNow: 'as read now',
  moreCuts: (count: number) => `Show ${formatNumber(count)} more`,
  noCuts: 'No usual size divides this file. Say its size below.',
  cutOrder: (isUpsideDown: boolean, isMirrored: boolean, isReversed: boolean) =>
    `In the file: ${isReversed ? 'the last' : 'the first'} B-scan first, its ${isUpsideDown ? 'deepest' : 'topmost'} row first, the ${isMirrored ? 'last' : 'first'} A-scan first.`,
  mended: 'Set. The file itself stays as it is.',
  dataCard: 'Data card',
} as const;
