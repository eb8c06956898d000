// Builds the window once, before the first tests start their programs side by side.
import { buildPage } from '../../src/main/http/buildPage.ts';

export async function setup(): Promise<void> {
  await buildPage();
}
