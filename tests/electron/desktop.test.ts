// The built main module on Node 24 with a stand-in for Electron: the window and its link, dialogs, what is denied, and every way to end.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { makeScans } from '../contract/testHost.ts';
import { keepScreenshot } from '../e2e/browser.ts';
import { call, prepareScans, train } from './calls.ts';
import { type Desktop, startDesktop } from './desktop.ts';

/** A new workspace and everything a program leaves outside it. */
function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, workspace: join(folder, 'workspace'), configFolder: join(folder, 'config') };
}

async function start(place: { workspace: string; configFolder: string }): Promise<Desktop> {
  const desktop = await startDesktop(place);
  onTestFinished(() => desktop.kill());
  return desktop;
}

test('the window opens as it should and shows Home, without one request to the network', async () => {
  const place = newPlace();
  const desktop = await start(place);
  const { page, loaded, complaints } = await desktop.page();
  expect(loaded.options).toMatchObject({
    ...{ width: 1280, height: 800, backgroundColor: '#121212', title: 'Fovea', show: false },
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
  });
  await page.getByText('Research use only', { exact: false }).first().waitFor();
  expect(await page.evaluate('Object.keys(fovea).sort()')).toEqual(
    ['answerClosing', 'chooseFiles', 'chooseFolder', 'onAnswer', 'onShellEvent', 'pathForFile', 'send'].sort(),
  );
  const requested: string[] = await page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)");
  expect(requested.length).toBeGreaterThan(0);
  expect(requested.filter(url => !new URL(url).pathname.startsWith('/assets/'))).toEqual([]);
  expect(JSON.stringify(await desktop.next('menu'))).not.toMatch(/Ctrl\+[WRTNZ]|reload/i);
  expect(complaints).toEqual([]);
  desktop.tell({ kind: 'closeWindow' });
  expect(await desktop.ended).toBe(0);
  const [bounds = ''] = globSync('fovea/*/window.json', { cwd: place.configFolder });
  expect(JSON.parse(readFileSync(join(place.configFolder, bounds), 'utf8'))).toMatchObject({
    width: 1280,
    height: 800,
    isMaximized: false,
  });
});

test('a folder chosen in the system’s dialog is imported over the bridge, announced to the window, and its pictures come', async () => {
  const place = newPlace();
  const desktop = await start(place);
  const { page, complaints } = await desktop.page();
  const scans = await makeScans(join(place.folder, 'scans'), 6);
  expect(await page.evaluate('fovea.chooseFolder()')).toBeNull();
  desktop.tell({ kind: 'answerDialog', filePaths: [scans] });
  expect(await page.evaluate('fovea.chooseFolder()')).toBe(scans);
  expect((await desktop.next('dialog')).properties).toEqual(['openDirectory']);
  // Choosing adds nothing by itself.
  expect(await call(page, 'query', 'datasets.list')).toEqual([]);
  await page.evaluate(() => {
    const events: unknown[] = [];
    Object.assign(globalThis, { events });
    const { fovea } = globalThis as unknown as { fovea: import('../../src/shared/bridge.ts').Bridge };
    fovea.onAnswer(answer => {
      if (answer.id === 7_000_000 && answer.kind === 'next') events.push((answer.data as { data: { topic: string } }).data.topic);
    });
    fovea.send({ kind: 'call', id: 7_000_000, type: 'subscription', path: 'events', input: { topics: ['datasets'] } });
  });
  const stream = (await call(page, 'mutation', 'datasets.import', { folder: scans, name: 'scans' })) as object[];
  expect(stream.length).toBeGreaterThan(1);
  expect(stream.at(-1)).toMatchObject({ outcome: { dataset: { name: 'scans', itemCount: 12 } } });
  await expect.poll(() => page.evaluate('events.join()')).toMatch(/^reset,datasets/);
  const item = await firstItem(page);
  const picture = `Object.assign(new Image(), { src: '/items/${item}/thumbnail?px=128' })`;
  const width = await page.evaluate(
    `new Promise(resolve => { const picture = ${picture}; picture.onload = () => resolve(picture.naturalWidth); })`,
  );
  expect(width).toBe(24);
  expect(complaints).toEqual([]);
});

test('a volume chosen in the system’s dialog is read where it lies, checked by its pictures, and nothing is copied', async () => {
  const place = newPlace();
  const desktop = await start(place);
  const { page, complaints } = await desktop.page();
  const scanner = join(place.folder, 'scanner');
  mkdirSync(scanner);
  const file = join(scanner, 'eye.vol');
  writeFileSync(file, writeVol(asymmetricPhantom('OS')));
  writeFileSync(join(scanner, 'other.vol'), writeVol(asymmetricPhantom('OD')));
  await page.getByRole('button', { name: 'Open files…' }).waitFor();
  desktop.tell({ kind: 'answerDialog', filePaths: [file] });
  await page.keyboard.press('Control+Shift+O');
  const check = page.getByRole('dialog', { name: 'Check the geometry' });
  await check.getByRole('list', { name: 'Geometry check' }).getByText('OS, stored in the file').waitFor();
  for (const number of [1, 3, 5]) {
    const picture = check.getByRole('img', { name: `B-scan ${number}/5` });
    await expect.poll(() => picture.evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(48);
  }
  await check.getByRole('button', { name: 'Looks right' }).click();
  await page.getByText('1 volume to look at and label.').waitFor();
  expect(await call(page, 'query', 'datasets.roots')).toMatchObject([{ path: scanner, isThere: true }]);
  expect(existsSync(join(place.workspace, 'incoming')) ? globSync('upload-*', { cwd: join(place.workspace, 'incoming') }) : []).toEqual([]);
  expect(complaints).toEqual([]);
});

async function firstItem(page: Page): Promise<string> {
  const page1 = (await call(page, 'query', 'items.page', { filter: { dataset: 'scans' } })) as { items: { id: string }[] };
  return page1.items[0]?.id ?? '';
}

test('the page can neither leave, nor open a window, nor reach the network, nor get a permission; crashed, it comes back', async () => {
  const desktop = await start(newPlace());
  const { page } = await desktop.page();
  const address = page.url();
  for (const url of ['https://example.org/', 'http://127.0.0.1:1/', new URL('/runs/x/files/config.json', address).href]) {
    await page.evaluate(`location.assign('${url}')`);
    expect((await desktop.next('stayed')).url).toContain(new URL(url).pathname);
  }
  expect(page.url()).toBe(address);
  expect(await page.evaluate("window.open('https://example.org/') === null || true")).toBe(true);
  expect(await desktop.next('opened')).toMatchObject({ action: 'deny' });
  await page.evaluate("window.open('/runs/x/files/config.json')");
  expect(await desktop.next('opened')).toMatchObject({ action: 'deny' });
  expect((await desktop.next('downloaded')).url).toBe('fovea://app/runs/x/files/config.json');
  for (const url of ['https://example.org/', 'http://127.0.0.1:1/']) {
    expect(await page.evaluate(target => fetch(target).then(String, String), url)).toContain('Failed to fetch');
  }
  expect(await page.evaluate('Notification.requestPermission()')).toBe('denied');
  expect(await page.evaluate('navigator.mediaDevices.getUserMedia({ video: true }).then(String, String)')).toContain('NotAllowedError');
  // Last, what no page can be kept from: crashing. It comes back and says why.
  await page.goto('chrome://crash').catch(() => undefined);
  const { page: again } = await desktop.page();
  await again.getByText('The window had stopped (crashed) and was loaded again.').waitFor();
  expect(await call(again, 'query', 'runs.list')).toBeDefined();
});

test('a second start brings the first window forward and ends; one with another place is refused with the reason', async () => {
  const place = newPlace();
  const desktop = await start(place);
  await desktop.page();
  await desktop.next('focused');
  const second = await start(place);
  expect(await second.ended).toBe(0);
  await desktop.next('focused');
  const other = await start({ ...place, configFolder: join(place.folder, 'other') });
  expect((await other.next('errorBox')).content).toContain(`process ${desktop.process.pid}`);
  expect(await other.ended).not.toBe(0);
  expect(desktop.process.exitCode).toBeNull();
});

test('closing while a run is at work asks; stopped, it ends with a checkpoint; kept in the background, it goes on without a window', async () => {
  const place = newPlace();
  const desktop = await start(place);
  const { page } = await desktop.page();
  await prepareScans(page, await makeScans(join(place.folder, 'scans'), 12));
  const run = await train(page, 'long', 5000);
  desktop.tell({ kind: 'closeWindow' });
  const sheet = page.getByRole('dialog', { name: 'long is still at work' });
  await sheet.waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Keep training in background');
  await keepScreenshot(page, 'closing');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  expect(await runState(page, run)).toBe('running');
  const engines = enginesOf(desktop);
  expect(engines).toHaveLength(1);
  desktop.tell({ kind: 'closeWindow' });
  await lastClick(sheet.getByRole('button', { name: 'Stop at next checkpoint' }));
  expect(await desktop.ended).toBe(0);
  expect(engines.filter(pid => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(existsSync(join(place.workspace, 'runs', run, 'checkpoints', 'last.json'))).toBe(true);

  const next = await start(place);
  const { page: nextPage } = await next.page();
  expect(await runState(nextPage, run)).toBe('interrupted');
  const short = await train(nextPage, 'short', 6);
  next.tell({ kind: 'closeWindow' });
  await lastClick(nextPage.getByRole('button', { name: 'Keep training in background' }));
  expect(await next.ended).toBe(0);
  expect(readFileSync(join(place.workspace, 'runs', short, 'events.jsonl'), 'utf8')).toContain('"state":"finished"');
});

/** A click that takes the page away with it, sometimes before the browser has said that it clicked. */
async function lastClick(button: Locator): Promise<void> {
  await button.waitFor();
  await button.click({ noWaitAfter: true }).catch(() => undefined);
}

/** The engine processes that this program has started. */
function enginesOf({ process: { pid } }: Desktop): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  return children.filter(child => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('programs/engine.js'));
}

async function runState(page: Page, run: string): Promise<string> {
  return ((await call(page, 'query', 'runs.state', { run })) as { state: string }).state;
}
