// Words about closing the desktop window while runs are at work, and about its return after a crash.
export const closingText = {
  title: (runs: readonly string[]) =>
    runs.length === 1 ? `${runs[0]} is still at work` : `${runs[0]} and ${runs.length - 1} more are still at work`,
  hint: 'Kept in the background, training goes on without a window; Fovea then ends by itself, and starting it again shows the results. Stopped, it keeps a checkpoint and can be resumed.',
  background: 'Keep training in background',
  stop: 'Stop at next checkpoint',
  recovered: (reason: string) => `The window had stopped (${reason}) and was loaded again. Nothing is lost; runs at work went on.`,
} as const;
