// Goes through the scenes in a real browser, one program a workspace.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { type Program, startProgram } from '../e2e/program.ts';
import { type Scene, scenes } from './scenes.ts';
import { emptyWorkspace, fullWorkspace } from './workspaces.ts';

export interface VisitOptions {
  sizes: readonly { width: number; height: number }[];
  /** Only scenes whose name contains this. */
  only?: string | undefined;
  /** Lets a test insert its own program into the page. */
  bypassPolicy?: boolean;
}

const quietMs = 400;
/** A first heat map waits for the engine to start. */
const slowestMs = 90_000;
/** A picture that is held back never comes. */
const picturesMs = 5_000;

/** Calls `look` for every scene at every size, once what is on screen has come to rest. */
export async function visitScenes(
  options: VisitOptions,
  look: (page: Page, scene: Scene, size: { width: number; height: number }) => Promise<void>,
): Promise<void> {
  const chosen = scenes.filter(({ name }) => options.only === undefined || name.includes(options.only));
  const browser = await launchBrowser();
  try {
    for (const kind of ['empty', 'full'] as const) {
      const own = chosen.filter(({ workspace }) => workspace === kind);
      if (own.length === 0) continue;
      const { folder, subjects } = kind === 'empty' ? emptyWorkspace() : await fullWorkspace();
      const program = await startProgram(folder);
      const context = await signedIn(browser, program, options.bypassPolicy === true);
      try {
        for (const scene of own) {
          for (const size of options.sizes) {
            const page = await context.newPage();
            await page.setViewportSize(size);
            await enter(page, program, scene, scene.href(subjects)).catch(error => {
              throw new Error(`Scene ${scene.name} did not come to rest: ${error}`);
            });
            await look(page, scene, size);
            await page.close();
          }
        }
      } finally {
        await context.close();
        await program.end('SIGTERM');
      }
    }
  } finally {
    await browser.close();
  }
}

async function signedIn(browser: Browser, program: Program, bypassCSP: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP });
  const page = await context.newPage();
  await page.goto(program.link);
  await page.close();
  return context;
}

async function enter(page: Page, program: Program, scene: Scene, href: string): Promise<void> {
  if (scene.answers === 'held') await page.route(/\/trpc\/(?!preferences)/, () => undefined);
  await page.goto(`${program.address}/${href}`);
  await settled(page, scene);
  if (scene.answers === 'lost') {
    await program.end('SIGTERM');
    await page.getByText('Fovea does not answer any more.').waitFor();
  }
  if (scene.act !== undefined) {
    await scene.act(page);
    await page.waitForTimeout(quietMs);
  }
}

/** The network is quiet, fonts are there, pictures are decoded. */
async function settled(page: Page, scene: Scene): Promise<void> {
  if (scene.answers === 'held') await page.waitForTimeout(3 * quietMs);
  else await page.waitForLoadState('networkidle', { timeout: slowestMs });
  await page.evaluate(
    `Promise.race([
      document.fonts.ready.then(() => Promise.all([...document.images].map(picture => picture.decode().catch(() => 0)))),
      new Promise(resolve => setTimeout(resolve, ${picturesMs})),
    ])`,
  );
  await page.waitForTimeout(quietMs);
}
