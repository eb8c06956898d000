// Files dropped on the window as a file manager drops them: real files and folders of the disk.
import type { Page } from 'playwright-core';

export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  await page.getByText('Drop to open').waitFor();
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 400, y: 400, data });
}
