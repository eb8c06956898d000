// Every screen of the window and its states: the gallery takes their pictures, the accessibility check visits them.
import type { Page } from 'playwright-core';
import { hrefOf } from '../../src/renderer/client/address.ts';
import type { Subjects } from './workspaces.ts';

export interface Scene {
  name: string;
  workspace: 'empty' | 'full';
  href: (subjects: Subjects) => string;
  /** `loading`: the answers are held back. `lost`: Fovea ends; such a scene is the last one of its workspace. */
  answers?: 'held' | 'lost';
  /** What a person does once the screen is there. */
  act?: (page: Page) => Promise<void>;
}

const press =
  (...keys: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** From the folder that the demo's scans lie in, which is where the picker begins. */
const openHere =
  (folder: string, shown: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Control+o');
    await page.getByRole('option', { name: folder }).click();
    await page.getByRole('navigation', { name: 'Folder' }).getByText(folder, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Open this folder' }).click();
    await page.getByText(shown).first().waitFor();
  };

const settingsPane = (name: string) => async (page: Page) => {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name }).click();
  await page.waitForLoadState('networkidle');
};

export const scenes: readonly Scene[] = [
  { name: 'home-empty', workspace: 'empty', href: () => hrefOf('home') },
  { name: 'home', workspace: 'full', href: () => hrefOf('home') },
  { name: 'home-loading', workspace: 'full', href: () => hrefOf('home'), answers: 'held' },
  { name: 'folder-picker', workspace: 'full', href: () => hrefOf('home'), act: press('Control+o') },
  { name: 'import', workspace: 'full', href: () => hrefOf('home'), act: openHere('demo', 'Patients with scans under several classes') },
  {
    name: 'import-nothing',
    workspace: 'full',
    href: () => hrefOf('home'),
    act: openHere('colormaps', 'There are no images in this folder.'),
  },
  { name: 'data-empty', workspace: 'empty', href: () => hrefOf('data') },
  { name: 'data-items', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'items']) },
  { name: 'data-no-match', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'items'], { search: 'no such name' }) },
  { name: 'data-loading', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'items']), answers: 'held' },
  { name: 'data-report', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'report']) },
  { name: 'data-findings', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'findings']) },
  { name: 'data-split', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'split']) },
  { name: 'data-card', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'card']) },
  { name: 'data-unknown', workspace: 'full', href: () => hrefOf('data', ['nothing', 'items']) },
  { name: 'label-empty', workspace: 'empty', href: () => hrefOf('label') },
  { name: 'viewer', workspace: 'full', href: ({ item, run }) => hrefOf('label', [item], { run }) },
  { name: 'viewer-unknown', workspace: 'full', href: () => hrefOf('label', ['nothing']) },
  { name: 'train-empty', workspace: 'empty', href: () => hrefOf('train') },
  { name: 'train', workspace: 'full', href: ({ dataset }) => hrefOf('train', [dataset]) },
  { name: 'runs-empty', workspace: 'empty', href: () => hrefOf('runs') },
  { name: 'runs', workspace: 'full', href: () => hrefOf('runs') },
  { name: 'run-live', workspace: 'full', href: ({ run }) => hrefOf('runs', [run, 'live']) },
  { name: 'run-results', workspace: 'full', href: ({ run }) => hrefOf('runs', [run, 'results']) },
  { name: 'run-test', workspace: 'full', href: ({ evaluateRun }) => hrefOf('runs', [evaluateRun, 'results']) },
  { name: 'run-explain', workspace: 'full', href: ({ explainRun }) => hrefOf('runs', [explainRun, 'explain']) },
  { name: 'run-config', workspace: 'full', href: ({ run }) => hrefOf('runs', [run, 'config']) },
  { name: 'run-files', workspace: 'full', href: ({ run }) => hrefOf('runs', [run, 'files']) },
  { name: 'run-unknown', workspace: 'full', href: () => hrefOf('runs', ['nothing']) },
  { name: 'use-empty', workspace: 'empty', href: () => hrefOf('use') },
  { name: 'use', workspace: 'full', href: ({ run }) => hrefOf('use', [], { run }) },
  { name: 'use-results', workspace: 'full', href: ({ predictRun }) => hrefOf('use', [predictRun]) },
  { name: 'unknown-place', workspace: 'empty', href: () => '#/nowhere' },
  { name: 'palette', workspace: 'full', href: () => hrefOf('runs'), act: press('Control+k') },
  { name: 'help', workspace: 'full', href: ({ dataset }) => hrefOf('data', [dataset, 'items']), act: press('F1') },
  { name: 'settings', workspace: 'full', href: () => hrefOf('home'), act: press('Control+,') },
  { name: 'settings-devices', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Devices') },
  { name: 'settings-storage', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Storage') },
  { name: 'settings-privacy', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('Privacy') },
  { name: 'settings-about', workspace: 'full', href: () => hrefOf('home'), act: settingsPane('About') },
  { name: 'connection-lost', workspace: 'full', href: () => hrefOf('runs'), answers: 'lost' },
];
