// Every sentence of the window in one place: those of the frame here, those of each feature in a file of its own.
import type { RunState } from '../../shared/domain/runEvent.ts';
import { formatNumber } from '../../shared/units.ts';
import type { Scope } from '../keyboard/keymap.ts';
import { aboutText } from './about.ts';
import { closingText } from './closing.ts';
import { compareText } from './compare.ts';
import { dataText } from './data.ts';
import { folderText, homeText, importText, slicesText } from './import.ts';
import { labelingText } from './labeling.ts';
import { predictText } from './predict.ts';
import { profilesText } from './profiles.ts';
import { chartsText, runListText, runText } from './runs.ts';
import { formText, trainingText } from './training.ts';
import { viewerText } from './viewer.ts';
import { volumeText } from './volume.ts';
import { volumeCheckText } from './volumeCheck.ts';
import { volumeRenderingText } from './volumeRendering.ts';

export const text = {
  name: 'Fovea',
  notice: 'Research use only, not for diagnosis',
  connectionLost:
    'Fovea does not answer any more. What you see is the last it said. Look at the terminal that it runs in, or start it again.',
  loading: 'Loading…',
  notLoaded: 'This could not be loaded',
  tryAgain: 'Try again',
  noPicture: 'This picture could not be made.',
  missingHint: 'It may have been deleted, or the link comes from another workspace.',
  unknownPage: 'There is no such page',
  unknownPageHint: 'The address leads nowhere in this version of Fovea.',
  toHome: 'Go to Home',
  back: 'All runs',
  close: 'Close',
  facets: {
    find: (field: string) => `Find in ${field}`,
    hint: 'Type part of a name',
    more: (count: number) => `${formatNumber(count)} more`,
  },
  tableOf: (title: string) => `Table: ${title}`,
  cancel: 'Cancel',
  undo: 'Undo',
  closing: closingText,
  compare: compareText,
  about: aboutText,
  data: dataText,
  home: homeText,
  folder: folderText,
  import: importText,
  slices: slicesText,
  labeling: labelingText,
  viewer: viewerText,
  volume: volumeText,
  volumeCheck: volumeCheckText,
  volumeRendering: volumeRenderingText,
  predict: predictText,
  profiles: profilesText,
  form: formText,
  training: trainingText,
  frame: {
    places: 'Places',
    settings: 'Settings',
    breadcrumb: 'Where you are',
    palette: 'Command palette',
    paletteHint: 'Search commands, data sets, runs',
    nothingFound: 'Nothing has that name. Try fewer letters.',
    commands: 'Commands',
    datasets: 'Data sets',
    keys: 'Keys of this view',
    classKeys: 'Label as class 1 to 9',
    leftPanel: 'Left panel',
    rightPanel: 'Right panel',
    widthOf: (panel: string) => `Width of ${panel.toLowerCase()}`,
    brokenPlace: 'This place could not be shown. The rest of Fovea works; nothing was lost.',
    reload: 'Load the window again',
    noJobs: 'Nothing is at work or waiting.',
    linkCopied: 'Link to this view copied.',
    jobs: (count: number) => (count === 1 ? '1 job' : `${count} jobs`),
    scopes: {
      global: 'Everywhere',
      table: 'Table',
      grid: 'Grid',
      viewer: 'Viewer',
      volume: 'Volume',
      label: 'Labelling',
      review: 'Review',
      train: 'Train',
      run: 'Run',
      dialog: 'Dialog',
    } satisfies Record<Scope, string>,
  },
  settings: {
    display: 'Display',
    keyboard: 'Keyboard',
    devices: 'Devices',
    scale: 'Scale',
    density: 'Rows',
    densities: { usual: 'Compact', comfortable: 'Comfortable' },
  },
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
    names: {
      platform: 'Operating system',
      node: 'Node.js',
      cpu: 'Processor',
      memory: 'Memory',
      libtensorflow: 'TensorFlow',
      gpu: 'Graphics card',
      window: 'Window',
      browser: 'Browser',
      'workspace file system': 'File system of the workspace',
      'workspace disk': 'Disk of the workspace',
      'cache disk': 'Disk of the cache',
    } as Record<string, string>,
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
  run: runText,
  runList: runListText,
  charts: chartsText,
} as const;

/** How often a test set was opened. */
export function openedText(times: number): string {
  return times === 1 ? 'once' : `${times} times`;
}
