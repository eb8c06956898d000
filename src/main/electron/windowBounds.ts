// Where the window was, kept in a small file of its own: it belongs to this screen, not to the workspace.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { writeFileAtomic } from '../atomicFile.ts';

const boundsSchema = z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), isMaximized: z.boolean() });
export type Bounds = z.infer<typeof boundsSchema>;

const defaultSize = { width: 1280, height: 800 };
/** This much of the window must lie on a screen for it to be found again. */
const visiblePx = 100;

/** null when nothing was kept or it cannot be read. */
export function readBounds(file: string): Bounds | null {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A window's place is not worth a message: where it cannot be kept, the next window opens where the first did. */
export function writeBounds(file: string, bounds: Bounds): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic(file, JSON.stringify(bounds));
  } catch {
    // see above
  }
}

/** The kept bounds where they still lie on a screen; else the default size, at most the first screen's. */
export function fitBounds(kept: Bounds | null, areas: readonly Rectangle[]): Partial<Rectangle> & { isMaximized: boolean } {
  if (kept !== null && areas.some(area => overlap(kept, area))) return kept;
  const { width, height } = areas[0] ?? defaultSize;
  return {
    width: Math.min(defaultSize.width, width),
    height: Math.min(defaultSize.height, height),
    isMaximized: kept?.isMaximized ?? false,
  };
}

function overlap(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const down = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return across >= visiblePx && down >= visiblePx;
}
