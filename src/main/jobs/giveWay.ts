// Processes of ours that nobody waits for let go of the processor where it is wanted, and have all of it where it is not.
import { setPriority } from 'node:os';

/** A tenth of the share of what a person waits for. */
const niceness = 10;

/** Right after the start, so that the threads to come inherit it. */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // Gone already, which is told elsewhere; or a system that lets nobody: then it goes on as it is.
  }
}
