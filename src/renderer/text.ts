// Every sentence of the window in one place.
import type { RunState } from '../shared/domain/runEvent.ts';

export const text = {
  name: 'Fovea',
  notice: 'Research use only, not for diagnosis',
  connectionLost:
    'Fovea does not answer any more. What you see is the last it said. Look at the terminal that it runs in, or start it again.',
  loading: 'Loading …',
  unknownPage: 'There is no such page.',
  back: 'All runs',
  runs: {
    title: 'Runs',
    empty: 'No runs yet.',
    emptyHint: 'Import a folder of scans, split it by patient and train, or try it on the scans that come with Fovea:',
    demoCommand: 'bin/fovea demo',
    columns: {
      name: 'Name',
      state: 'State',
      data: 'Data',
      split: 'Part',
      accuracy: 'Balanced accuracy',
      patients: 'Patients',
      shortcut: 'Shortcut baseline',
      date: 'Created',
    },
    shortcutHint: 'Balanced accuracy of a model that sees only border fill, image size, file density and grey level, on the same part.',
    notYet: 'not evaluated',
  },
  doctor: {
    title: 'This computer',
    again: 'Look again',
    allWell: 'Everything that Fovea needs is here.',
    status: { ok: 'fine', warn: 'please note', fail: 'does not work' },
  },
  states: {
    queued: 'queued',
    running: 'running',
    paused: 'paused',
    finished: 'finished',
    cancelled: 'cancelled',
    failed: 'failed',
    interrupted: 'interrupted',
  } satisfies Record<RunState, string>,
  kinds: { train: 'Training', evaluate: 'Evaluation', predict: 'Prediction', explain: 'Explanation' },
  parts: { train: 'training', val: 'validation', test: 'test' } as Record<string, string>,
  run: {
    commands: { pause: 'Pause', resume: 'Go on', stop: 'Stop' },
    stopHint: 'Finishes the step, writes a checkpoint and evaluates.',
    resumeHint: 'Goes on from the last checkpoint.',
    validation: 'Validation',
    test: 'Test set',
    testNeverOpened: 'The test set has not been opened for this run. Opening it is a decision of its own, with a reason that is recorded:',
    noEvaluation: 'No results yet. They come when the training has ended.',
    curves: 'Curves',
    noCurves: 'No curve yet. The first point comes with the first steps.',
    heatMaps: 'Heat maps',
    noHeatMaps: 'No heat maps yet. They show what the network looked at:',
    log: 'Log',
    settings: 'Settings',
    files: 'Files',
    shortcut: 'Shortcut baseline',
    shortcutNone: 'No facts of the files are known, so there is no shortcut baseline.',
    confusion: 'Rows are the truth, columns the prediction; scans, and their share of the row.',
    legend: 'Attribution, scaled per map; not painted below 20 %. It shows what the answer depended on, not where disease is.',
    noMap: 'No map is drawn.',
  },
} as const;

/** How often a test set was opened. */
export function openedText(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}
