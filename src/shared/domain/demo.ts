// The scans that come with Fovea (resources/demo) and the two data sets that they are offered as. A test holds the numbers to the files.

/** How many classes. */
export type DemoSize = 2 | 4;

export interface DemoSet {
  /** Name of the data set. */
  name: string;
  classes: readonly string[];
  scans: number;
  patients: number;
}

export const demoSets: Record<DemoSize, DemoSet> = {
  2: { name: 'demo', classes: ['CNV', 'NORMAL'], scans: 119, patients: 94 },
  4: { name: 'demo-four-classes', classes: ['CNV', 'DME', 'DRUSEN', 'NORMAL'], scans: 155, patients: 117 },
};

/** Classes with so few patients that a test set holds a handful. */
export const tinyDemoClasses = [
  { name: 'DME', patients: 16 },
  { name: 'DRUSEN', patients: 13 },
] as const;
