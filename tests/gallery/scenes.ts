// Every screen of the window and its states: the gallery takes their pictures, the accessibility check visits them.
import type { Page } from 'playwright-core';
import { hrefOf } from '../../src/renderer/client/address.ts';
import {
  answered,
  bareFile,
  chooseCut,
  click,
  deviceFile,
  dropVolume,
  dropVolumes,
  openHere,
  openTest,
  press,
  rerunExactly,
  settingsPane,
  showPatientFinding,
  startTraining,
} from './acts.ts';
import type { Subjects } from './workspaces.ts';

export interface Scene {
  name: string;
  workspace: 'empty' | 'full' | 'volumes';
  href: (subjects: Subjects) => string;
  /** `held`: no answer comes. `failing`: every answer is an error. `lost`: Fovea ends; such a scene is the last one of its workspace. */
  answers?: 'held' | 'failing' | 'lost';
  /** What a person does once the screen is there. */
  act?: (page: Page) => Promise<void>;
  /** Takes back what was done, for the scenes that follow. */
  leave?: (page: Page) => Promise<void>;
}

const ofRun = (tab: string) => (subjects: Subjects) => hrefOf('runs', [subjects.run, tab]);
const comparison = ({ run, secondRun }: Subjects) => hrefOf('runs', ['compare'], { runs: `${run},${secondRun}` });
const items = (subjects: Subjects) => hrefOf('data', [subjects.dataset, 'items']);
const viewer = ({ item, run }: Subjects) => hrefOf('label', [item], { run });
const volume =
  (which: keyof Subjects['volumes'], query: Record<string, string> = {}) =>
  ({ volumes }: Subjects) =>
    hrefOf('label', [volumes[which]], query);
/** The raster with a run's answer for its middle B-scan. */
const heatMap =
  (query: (volumes: Subjects['volumes']) => Record<string, string> = () => ({})) =>
  ({ volumes }: Subjects) =>
    hrefOf('label', [volumes.raster], { model: volumes.run, ...query(volumes) });
const training = ({ dataset }: Subjects) => hrefOf('train', [dataset]);

export const scenes: readonly Scene[] = [
  { name: 'home-empty', workspace: 'empty', href: () => hrefOf('home') },
  { name: 'home', workspace: 'full', href: () => hrefOf('home') },
  { name: 'home-loading', workspace: 'full', href: () => hrefOf('home'), answers: 'held' },
  { name: 'home-error', workspace: 'full', href: () => hrefOf('home'), answers: 'failing' },
  { name: 'folder-picker', workspace: 'full', href: () => hrefOf('home'), act: press('Control+o') },
  { name: 'import', workspace: 'full', href: () => hrefOf('home'), act: openHere('demo', 'Patients with scans under several classes') },
  {
    name: 'import-nothing',
    workspace: 'full',
    href: () => hrefOf('home'),
    act: openHere('colormaps', 'No image and no volume'),
  },
  { name: 'import-check', workspace: 'volumes', href: () => hrefOf('home'), act: dropVolume('scan.vol', deviceFile) },
  {
    name: 'import-check-mend',
    workspace: 'volumes',
    href: () => hrefOf('home'),
    act: dropVolume('scan.img', bareFile, 'Fix…: B-scan order'),
  },
  {
    name: 'import-check-patients',
    workspace: 'volumes',
    href: () => hrefOf('home'),
    act: dropVolumes(['left.img', 'right.img'], bareFile),
  },
  {
    name: 'data-findings-patients',
    workspace: 'volumes',
    href: () => hrefOf('home'),
    act: showPatientFinding,
  },
  { name: 'data-empty', workspace: 'empty', href: () => hrefOf('data') },
  { name: 'data', workspace: 'full', href: () => hrefOf('data') },
  { name: 'data-loading', workspace: 'full', href: items, answers: 'held' },
  { name: 'data-error', workspace: 'full', href: items, answers: 'failing' },
  { name: 'data-unknown', workspace: 'full', href: () => hrefOf('data', ['nothing', 'items']) },
  { name: 'data-items', workspace: 'full', href: items },
  { name: 'data-several', workspace: 'full', href: items, act: press('Shift+ArrowRight', 'Shift+ArrowRight') },
  { name: 'data-quick-look', workspace: 'full', href: items, act: press('Space') },
  { name: 'data-no-match', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'items'], { search: 'no such name' }) },
  { name: 'data-report', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'report']) },
  { name: 'data-findings', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'findings']) },
  { name: 'data-split', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'split']) },
  { name: 'data-new-split', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'split']), act: click('New split') },
  { name: 'data-card', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'card']) },
  { name: 'label-empty', workspace: 'empty', href: () => hrefOf('label') },
  { name: 'viewer', workspace: 'full', href: viewer },
  { name: 'viewer-scan', workspace: 'full', href: viewer, act: press('g') },
  { name: 'viewer-loading', workspace: 'full', href: viewer, answers: 'held' },
  { name: 'viewer-error', workspace: 'full', href: viewer, answers: 'failing' },
  { name: 'viewer-unknown', workspace: 'full', href: () => hrefOf('label', ['nothing']) },
  { name: 'profile', workspace: 'full', href: items, act: press('1') },
  { name: 'volume', workspace: 'volumes', href: volume('raster') },
  { name: 'volume-crossing', workspace: 'volumes', href: volume('raster', { across: 'on', enface: 'mean~ILM~0~BM~0' }) },
  { name: 'volume-3d', workspace: 'volumes', href: volume('raster', { camera: '30~25~1~3' }) },
  { name: 'volume-pair', workspace: 'volumes', href: ({ volumes }) => hrefOf('label', [volumes.raster], { pair: volumes.otherEye }) },
  { name: 'volume-heat-map', workspace: 'volumes', href: heatMap(), act: answered },
  {
    name: 'volume-heat-off',
    workspace: 'volumes',
    href: heatMap(),
    act: async page => {
      await answered(page);
      await page.keyboard.press('g');
    },
  },
  { name: 'volume-heat-pair', workspace: 'volumes', href: heatMap(({ otherEye }) => ({ pair: otherEye })), act: answered },
  { name: 'volume-circle', workspace: 'volumes', href: volume('circle') },
  { name: 'volume-bare', workspace: 'volumes', href: volume('bare') },
  { name: 'volume-cuts', workspace: 'volumes', href: volume('headerless'), act: chooseCut },
  { name: 'volume-gone', workspace: 'volumes', href: volume('gone') },
  { name: 'volume-loading', workspace: 'volumes', href: volume('raster'), answers: 'held' },
  { name: 'train-empty', workspace: 'empty', href: () => hrefOf('train') },
  { name: 'train-loading', workspace: 'full', href: training, answers: 'held' },
  { name: 'train-error', workspace: 'full', href: training, answers: 'failing' },
  { name: 'train', workspace: 'full', href: training },
  { name: 'train-settings', workspace: 'full', href: training, act: click('All settings') },
  { name: 'runs-empty', workspace: 'empty', href: () => hrefOf('runs') },
  { name: 'runs-loading', workspace: 'full', href: () => hrefOf('runs'), answers: 'held' },
  { name: 'runs-error', workspace: 'full', href: () => hrefOf('runs'), answers: 'failing' },
  { name: 'runs', workspace: 'full', href: () => hrefOf('runs') },
  { name: 'runs-selected', workspace: 'full', href: () => hrefOf('runs'), act: press('End') },
  { name: 'runs-columns', workspace: 'full', href: () => hrefOf('runs'), act: click('Choose columns') },
  { name: 'runs-no-match', workspace: 'full', href: () => hrefOf('runs', [], { search: 'no such name' }) },
  { name: 'compare', workspace: 'full', href: comparison },
  { name: 'compare-loading', workspace: 'full', href: comparison, answers: 'held' },
  { name: 'compare-error', workspace: 'full', href: comparison, answers: 'failing' },
  { name: 'compare-empty', workspace: 'full', href: ({ run }) => hrefOf('runs', ['compare'], { runs: run }) },
  { name: 'run-loading', workspace: 'full', href: ofRun('results'), answers: 'held' },
  { name: 'run-error', workspace: 'full', href: ofRun('results'), answers: 'failing' },
  { name: 'run-unknown', workspace: 'full', href: () => hrefOf('runs', ['nothing']) },
  { name: 'run-live', workspace: 'full', href: ofRun('live') },
  { name: 'run-results', workspace: 'full', href: ofRun('results') },
  { name: 'run-test', workspace: 'full', href: ({ evaluateRun }) => hrefOf('runs', [evaluateRun, 'results']) },
  { name: 'run-open-test', workspace: 'full', href: ofRun('results'), act: openTest },
  { name: 'run-explain', workspace: 'full', href: ({ explainRun }) => hrefOf('runs', [explainRun, 'explain']) },
  { name: 'run-config', workspace: 'full', href: ofRun('config') },
  { name: 'run-files', workspace: 'full', href: ofRun('files') },
  {
    name: 'run-again',
    workspace: 'full',
    href: ofRun('results'),
    act: async page => {
      await page.getByRole('button', { name: 'Run again' }).click();
      await page.getByRole('menuitem', { name: 'With today' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Start', disabled: false }).waitFor();
    },
  },
  { name: 'use-empty', workspace: 'empty', href: () => hrefOf('use') },
  { name: 'use', workspace: 'full', href: ({ run }) => hrefOf('use', [], { run }) },
  { name: 'use-loading', workspace: 'full', href: ({ run }) => hrefOf('use', [], { run }), answers: 'held' },
  { name: 'use-error', workspace: 'full', href: ({ run }) => hrefOf('use', [], { run }), answers: 'failing' },
  { name: 'use-results', workspace: 'full', href: ({ run, predictRun }) => hrefOf('use', [], { run, prediction: predictRun }) },
  {
    name: 'use-answer',
    workspace: 'full',
    href: ({ run, predictRun }) => hrefOf('use', [], { run, prediction: predictRun }),
    act: async page => {
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByText('Softmax share').waitFor({ timeout: 90_000 });
    },
  },
  { name: 'unknown-place', workspace: 'empty', href: () => '#/nowhere' },
  { name: 'palette', workspace: 'full', href: () => hrefOf('runs'), act: press('Control+k') },
  {
    name: 'palette-search',
    workspace: 'full',
    href: () => hrefOf('runs'),
    act: async page => {
      await page.keyboard.press('Control+k');
      await page.getByRole('searchbox').or(page.getByPlaceholder('Search commands')).last().fill('demo');
    },
  },
  { name: 'help', workspace: 'full', href: items, act: press('F1') },
  { name: 'settings', workspace: 'full', href: () => hrefOf('home'), act: press('Control+,') },
  { name: 'settings-keyboard', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Keyboard') },
  { name: 'settings-devices', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Devices') },
  { name: 'settings-storage', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Storage') },
  { name: 'settings-privacy', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Privacy') },
  { name: 'settings-about', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('About') },
  {
    name: 'runs-deleted',
    workspace: 'full',
    href: () => hrefOf('runs'),
    act: async page => {
      await page.keyboard.press('Home');
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
    leave: async page => {
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText('taken back from the trash').waitFor();
    },
  },
  {
    name: 'run-again-ended',
    workspace: 'full',
    href: ({ secondRun }) => hrefOf('runs', [secondRun, 'results']),
    act: rerunExactly,
    leave: async page => {
      await click('Delete run')(page);
      await page.getByText('It lies in the trash').waitFor();
    },
  },
  { name: 'run-training', workspace: 'full', href: training, act: startTraining, leave: page => click('Stop')(page) },
  { name: 'connection-lost', workspace: 'full', href: () => hrefOf('runs'), answers: 'lost' },
];
