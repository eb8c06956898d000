// A real browser whose every complaint is kept: console errors, refused content, failed requests, requests to anywhere else.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { findBrowser } from '../../src/main/doctor/findBrowser.ts';

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const screenshots = fileURLToPath(new URL('../../out/e2e/', import.meta.url));

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser(process.env);
  if (executablePath === null)
    throw new Error('Expected a Chromium browser on PATH or in FOVEA_BROWSER. `npm test` finds or installs one.');
  return chromium.launch({ executablePath, args: flags });
}

export interface Watched {
  page: Page;
  /** What the browser complained about so far. */
  complaints: string[];
}

/** A page of its own session, at the size the window is designed for. */
export async function openPage(browser: Browser, address: string): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() !== 'info' && message.type() !== 'log' && message.type() !== 'debug')
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', error => complaints.push(`thrown: ${error.message}`));
  page.on('requestfailed', request => {
    // What the page itself lets go of is no failure: a stream read to its end, a picture that scrolled away.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('request', request => {
    if (!request.url().startsWith(`${address}/`)) complaints.push(`elsewhere: ${request.url()}`);
  });
  return { page, complaints };
}

/** For people to look at: out/e2e/<name>.png. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
}

/** What a person reads there, on one line. */
export async function words(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text does not count
  return (await place.innerText()).replaceAll(/\s+/g, ' ');
}
