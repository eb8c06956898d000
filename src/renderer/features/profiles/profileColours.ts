// The colour behind a person's initials, in the order in which people came; told apart in every vision (UX §2.6).
const colours = ['#678AF8', '#CCA91D', '#16DB97', '#D94E92', '#F8F551', '#BEBFE6'];

export function profileColour(colorIndex: number): string {
  return colours[colorIndex % colours.length] as string;
}
