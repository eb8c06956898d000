// Goes through the scenes in a real browser, one program a workspace.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/browser.ts';
import { type Program, startProgram } from '../e2e/program.ts';
import { type Scene, scenes } from './scenes.ts';
import { emptyWorkspace, fullWorkspace, volumesWorkspace, type Workspace } from './workspaces.ts';

export interface Size {
  width: number;
  height: number;
}

export interface VisitOptions {
  sizes: readonly Size[];
  /** Only scenes whose name contains this. */
  only?: string | undefined;
  /** What was seen before may be passed over. */
  isWanted?: (scene: Scene, size: Size) => boolean;
  /** Folder whose workspace is used again if it is there. */
  keptWorkspaces?: string;
  /** Lets a test insert its own program into the page. */
  bypassPolicy?: boolean;
}

/** Pages of one workspace at a time. */
const lanes = 2;
const quietMs = 400;
/** A first heat map waits for the engine to start. */
const slowestMs = 90_000;
/** What a person does is answered by then, beside three other pages on two cores. */
const actMs = 60_000;
/** A picture that is held back never comes. */
const picturesMs = 5_000;

/** Calls `look` for every scene at every size, once what is on screen has come to rest. Fails at the end, with all that went wrong. */
export async function visitScenes(options: VisitOptions, look: (page: Page, scene: Scene, size: Size) => Promise<void>): Promise<void> {
  const { sizes, only, isWanted = () => true, keptWorkspaces, bypassPolicy = false } = options;
  const visits = scenes
    .filter(({ name }) => only === undefined || name.includes(only))
    .map(scene => ({ scene, wanted: sizes.filter(size => isWanted(scene, size)) }))
    .filter(({ wanted }) => wanted.length > 0);
  const failures: string[] = [];
  const browser = await launchBrowser();
  try {
    // What has nothing and what has volumes are done by the time the many scenes of the demo are.
    await Promise.all([visitWorkspace('full'), visitWorkspace('empty').then(() => visitWorkspace('volumes'))]);
  } finally {
    await browser.close();
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));

  async function visitWorkspace(kind: Scene['workspace']): Promise<void> {
    const own = visits.filter(({ scene }) => scene.workspace === kind);
    if (own.length === 0) return;
    const { folder, subjects } = await workspaceOf(kind, keptWorkspaces);
    const program = await startProgram(folder);
    const context = await signedIn(browser, program, bypassPolicy);
    try {
      const visit = async ({ scene, wanted }: (typeof own)[number]): Promise<void> => {
        // A program that has ended is there for no other page: what it leaves is looked at in all sizes.
        const groups = scene.answers === 'lost' ? [wanted] : wanted.map(size => [size]);
        for (const group of groups) await visitScene(context, program, scene, scene.href(subjects), group);
      };
      // Most of a visit is waiting for quiet. What changes the workspace for others comes after them, one by one.
      const isAlone = ({ scene }: (typeof own)[number]): boolean => scene.leave !== undefined || scene.answers === 'lost';
      const waiting = own.filter(entry => !isAlone(entry));
      const lane = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await visit(next);
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      for (const entry of own.filter(isAlone)) await visit(entry);
    } finally {
      await context.close();
      await program.end('SIGTERM');
    }
  }

  async function visitScene(context: BrowserContext, program: Program, scene: Scene, href: string, group: readonly Size[]): Promise<void> {
    const page = await context.newPage();
    page.setDefaultTimeout(actMs);
    await page.setViewportSize(group[0] as Size);
    try {
      await enter(page, program, scene, href);
      for (const size of group) {
        await page.setViewportSize(size);
        if (group.length > 1) await page.waitForTimeout(quietMs);
        await look(page, scene, size);
      }
      await scene.leave?.(page);
    } catch (error) {
      failures.push(`Scene ${scene.name} at ${group.map(({ width }) => width).join(', ')} px did not come to rest: ${error}`);
    }
    await page.close();
  }
}

async function workspaceOf(kind: Scene['workspace'], kept: string | undefined): Promise<Workspace> {
  if (kind === 'empty') return emptyWorkspace();
  return await (kind === 'full' ? fullWorkspace(kept) : volumesWorkspace(kept));
}

async function signedIn(browser: Browser, program: Program, bypassCSP: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP });
  const page = await context.newPage();
  await page.goto(program.link);
  await page.close();
  return context;
}

async function enter(page: Page, program: Program, scene: Scene, href: string): Promise<void> {
  if (scene.answers === 'held') await page.route(isQuestion, () => undefined);
  if (scene.answers === 'failing') await page.route(isQuestion, route => route.fulfill({ status: 500, json: failed }));
  await page.goto(`${program.address}/${href}`);
  await page.locator('#root main').waitFor();
  await settled(page, scene);
  if (scene.answers === 'lost') {
    await program.end('SIGTERM');
    await page.getByText('Fovea does not answer any more.').waitFor();
  }
  if (scene.act !== undefined) {
    await scene.act(page);
    await drawn(page);
  }
}

/** A call of the API that asks for more than what the person prefers. */
const isQuestion = ({ pathname }: URL): boolean => /\/trpc\/./.test(pathname) && !/\/trpc\/preferences\.\w+$/.test(pathname);

/** What the server says of a failure that is its own. */
const failed = {
  error: {
    message: 'failed',
    code: -32603,
    data: {
      code: 'INTERNAL_SERVER_ERROR',
      httpStatus: 500,
      appError: {
        code: 'damaged',
        message:
          'Expected the database of the workspace, received a disk that does not answer. Look whether the disk is there, then try again.',
        details: {},
      },
    },
  },
};

/** The network is quiet, and what came is on screen. */
async function settled(page: Page, scene: Scene): Promise<void> {
  if (scene.answers === 'held') await page.waitForTimeout(3 * quietMs);
  else await page.waitForLoadState('networkidle', { timeout: slowestMs });
  await drawn(page);
}

/** Fonts are there, pictures are decoded. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    `Promise.race([
      document.fonts.ready.then(() => Promise.all([...document.images].map(picture => picture.decode().catch(() => 0)))),
      new Promise(resolve => setTimeout(resolve, ${picturesMs})),
    ])`,
  );
  await page.waitForTimeout(quietMs);
}
