// The eleven surfaces of the Iowa Reference Algorithms (OCTExplorer) and what we call the same boundaries.

export interface IowaSurface {
  readonly label: number;
  readonly stored: string;
  readonly name: string;
}

export const iowaSurfaces: readonly IowaSurface[] = [
  { label: 10, stored: 'ILM (ILM)', name: 'ILM' },
  { label: 20, stored: 'RNFL-GCL (RNFL-GCL)', name: 'RNFL' },
  { label: 30, stored: 'GCL-IPL (GCL-IPL)', name: 'GCL' },
  { label: 40, stored: 'IPL-INL (IPL-INL)', name: 'IPL' },
  { label: 50, stored: 'INL-OPL (INL-OPL)', name: 'INL' },
  { label: 60, stored: 'OPL-Henles fiber layer (OPL-HFL)', name: 'OPL' },
  { label: 100, stored: 'Boundary of myoid and ellipsoid of inner segments (BMEIS)', name: 'MZ/EZ' },
  { label: 110, stored: 'IS/OS junction (IS/OSJ)', name: 'EZ' },
  { label: 120, stored: 'Inner boundary of OPR (IB_OPR)', name: 'IZ' },
  { label: 140, stored: 'Inner boundary of RPE (IB_RPE)', name: 'RPE' },
  { label: 150, stored: 'Outer boundary of RPE (OB_RPE)', name: 'BM' },
];

/** Our name for a surface; the stored one where it is not among theirs. Spelling varies, the abbreviation does not. */
export function nameOfIowa(stored: string): string {
  const short = abbreviation(stored);
  return iowaSurfaces.find(surface => abbreviation(surface.stored) === short)?.name ?? stored;
}

function abbreviation(stored: string): string {
  return /\(([^()]+)\)\s*$/.exec(stored)?.[1] ?? stored;
}
