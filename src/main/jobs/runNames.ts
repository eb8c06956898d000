// Names for runs that nobody named: the base and the lowest number that is free, so that a name means one run.
import type { JobContext } from './context.ts';

export function freeRunName({ workspace }: JobContext, base: string): string {
  const taken = workspace.store.runs.names();
  for (let number = 1; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}
