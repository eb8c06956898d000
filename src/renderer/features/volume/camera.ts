// From where the 3-D view is seen, and where a point of space then lies on screen. Parallel: lengths do not shrink with distance. At azimuth
// and elevation 0 one looks along the B-scans' order, as the B-scan pane does: the first A-scan left, vitreous on top.

import type { Point, Size } from './viewport.ts';
import { type Stretch, stretches } from './volumeBox.ts';

export interface Camera {
  /** Degrees, −180 to 180; the front turns to the right as it grows. */
  azimuth: number;
  /** Degrees, −90 to 90; above 0 one looks down on the vitreous. */
  elevation: number;
  /** Over the size at which all of the box is on screen from every side. */
  zoom: number;
  /** How many times depth is stretched. */
  stretch: Stretch;
}

export type Space = readonly [x: number, y: number, z: number];

export const usualCamera: Camera = { azimuth: 30, elevation: 25, zoom: 1, stretch: 1 };
const zoomLimits = { least: 0.5, most: 16 };
/** Of the pane's width and height, for marks beside the box. */
const margins = { x: 0.12, y: 0.08 };

export function turned(camera: Camera, by: { azimuth: number; elevation: number }): Camera {
  const azimuth = ((((camera.azimuth + by.azimuth + 180) % 360) + 360) % 360) - 180;
  return { ...camera, azimuth, elevation: Math.min(90, Math.max(-90, camera.elevation + by.elevation)) };
}

export function nearer(camera: Camera, factor: number): Camera {
  return { ...camera, zoom: Math.min(zoomLimits.most, Math.max(zoomLimits.least, camera.zoom * factor)) };
}

/** Screen pixels for a unit of space: by the elevation alone, so that the picture does not breathe as it turns. */
export function scaleOf({ elevation, zoom }: Camera, [x, y, z]: Space, { width, height }: Size): number {
  const across = Math.hypot(x, y);
  const angle = radians(Math.abs(elevation));
  const room = { x: width * (1 - 2 * margins.x), y: height * (1 - 2 * margins.y) };
  return zoom * Math.min(room.x / across, room.y / (across * Math.sin(angle) + z * Math.cos(angle)));
}

/** Of a point around the box's middle; `away` grows with the distance from who looks. */
export function projected(camera: Camera, scale: number, [x, y, z]: Space, { width, height }: Size): Point & { away: number } {
  const [a, e] = [radians(camera.azimuth), radians(camera.elevation)];
  const right = x * Math.cos(a) - y * Math.sin(a);
  const back = x * Math.sin(a) + y * Math.cos(a);
  const up = back * Math.sin(e) + z * Math.cos(e);
  return { x: width / 2 + scale * right, y: height / 2 - scale * up, away: back * Math.cos(e) - z * Math.sin(e) };
}

/** As an address holds it: azimuth, elevation, zoom, stretch. */
export function cameraText({ azimuth, elevation, zoom, stretch }: Camera): string {
  return [azimuth, elevation, zoom, stretch].map(value => Number(value.toFixed(2))).join('~');
}

/** null where an address names none; what it says badly is as usual. */
export function parseCamera(words: string | undefined): Camera | null {
  if (words === undefined) return null;
  const [azimuth, elevation, zoom, stretch] = words.split('~').map(part => (part === '' ? Number.NaN : Number(part)));
  const or = (value: number | undefined, usual: number) => (value !== undefined && Number.isFinite(value) ? value : usual);
  const camera = {
    azimuth: 0,
    elevation: 0,
    zoom: 1,
    stretch: stretches.find(known => known === stretch) ?? usualCamera.stretch,
  };
  const facing = turned(camera, { azimuth: or(azimuth, usualCamera.azimuth), elevation: or(elevation, usualCamera.elevation) });
  return nearer(facing, or(zoom, usualCamera.zoom));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
