// How the runs of a comparison are told apart: a letter, a colour and a dash pattern (UX §2.6).

const looks = [
  { color: '#678AF8', dash: [] },
  { color: '#CCA91D', dash: [8, 4] },
  { color: '#16DB97', dash: [2, 3] },
  { color: '#D94E92', dash: [10, 3, 2, 3] },
  { color: '#F8F551', dash: [5, 3] },
  { color: '#BEBFE6', dash: [14, 4] },
] as const satisfies readonly { color: string; dash: readonly number[] }[];

export interface RunLine {
  letter: string;
  color: string;
  dash: readonly number[];
}

/** `index`: its place in the comparison. */
export function runLine(index: number): RunLine {
  return { letter: String.fromCharCode('A'.charCodeAt(0) + index), ...(looks[index % looks.length] as (typeof looks)[number]) };
}
