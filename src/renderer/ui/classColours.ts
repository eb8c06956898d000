// The colour of a class or label, the same everywhere: overlay, swatch, chart, badge (UX §2.2).

/** By upper-case name; other classes take their turn in `others`. */
const known: Readonly<Record<string, string>> = {
  IRF: '#3DDCFF',
  SRF: '#FFE14D',
  PED: '#C4628E',
  DRUSEN: '#8CBF85',
  CNV: '#F04A1A',
  DME: '#927CEC',
  NORMAL: '#E0E0E0',
};
const others = ['#678AF8', '#CCA91D', '#D94E92', '#BEBFE6', '#F8F551', '#3DDCFF', '#C4628E', '#E0A080'];

/** `classes`: all of the data set, in their order, so that each keeps its colour. */
export function classColour(name: string, classes: readonly string[]): string {
  const colour = known[name.toUpperCase()];
  if (colour !== undefined) return colour;
  return others[(turnOf(classes).get(name) ?? 0) % others.length] as string;
}

/** Worked out once for a list of classes: a screen of tiles asks a hundred times. */
const turns = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function turnOf(classes: readonly string[]): ReadonlyMap<string, number> {
  const found =
    turns.get(classes) ?? new Map(classes.filter(name => known[name.toUpperCase()] === undefined).map((name, turn) => [name, turn]));
  turns.set(classes, found);
  return found;
}
