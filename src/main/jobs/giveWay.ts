// Processes of ours that nobody waits for let go of the processor where it is wanted, and have all of it where it is not.
import { setPriority } from 'node:os';

/** `niceness`: 10 is a tenth of the share of what a person waits for, 15 a third of that. Right after the start, so that the threads to come inherit it. */
export function giveWay(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // Gone already, which is told elsewhere; or a system that lets nobody: then it goes on as it is.
  }
}
