// A volume on its way: B-scans can be looked at as they come, those around the one on screen first, further ones in the direction of travel
// before those behind.
import { useMemo } from 'react';
import { create } from 'zustand';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import type { VoxelShape } from './displayNifti.ts';

type Of = Pick<VolumeView, 'item' | 'version'>;

export interface ComingVolume {
  shape: VoxelShape;
  /** [bscan, row, column] */
  data: Uint8Array;
  /** 1 for a B-scan that is there. */
  arrived: Uint8Array;
  /** 1 for a B-scan that was asked for, or is there. */
  asked: Uint8Array;
}

/** By item and version; `count` B-scans of it have come. A new object for each that comes. */
const useComing = create<Record<string, { volume: ComingVolume; count: number }>>()(() => ({}));

interface Wanted {
  bscan: number;
  /** The last way that was gone. */
  direction: 1 | -1;
}
const wanted = new Map<string, Wanted>();

const keyOf = ({ item, version }: Of): string => `${item}\n${version}`;

/** What is on screen: what comes next is chosen by it. */
export function wantBscan(view: Of, bscan: number): void {
  const key = keyOf(view);
  const before = wanted.get(key);
  const direction = before === undefined || bscan === before.bscan ? (before?.direction ?? 1) : bscan > before.bscan ? 1 : -1;
  wanted.set(key, { bscan, direction });
}

/** `first` until one was. */
export function wantedBscan(view: Of, first: number): Wanted {
  return wanted.get(keyOf(view)) ?? { bscan: first, direction: 1 };
}

export function startComing(view: Of, { bscans, rows, columns }: VoxelShape): ComingVolume {
  const volume = {
    shape: { bscans, rows, columns },
    data: new Uint8Array(bscans * rows * columns),
    ...{ arrived: new Uint8Array(bscans), asked: new Uint8Array(bscans) },
  };
  // What has come whole is kept elsewhere by now.
  const others = Object.entries(useComing.getState()).filter(([, { volume: other, count }]) => count < other.arrived.length);
  useComing.setState({ ...Object.fromEntries(others), [keyOf(view)]: { volume, count: 0 } }, true);
  return volume;
}

export function noteArrived(view: Of, volume: ComingVolume, bscan: number): void {
  volume.arrived[bscan] = 1;
  useComing.setState(known => {
    const entry = known[keyOf(view)];
    return entry?.volume === volume ? { [keyOf(view)]: { volume, count: entry.count + 1 } } : known;
  });
}

/** It is kept elsewhere now, or will not come. Another one on its way for the same view is left alone. */
export function endComing(view: Of, data: Uint8Array): void {
  const key = keyOf(view);
  if (useComing.getState()[key]?.volume.data !== data) return;
  useComing.setState(({ [key]: _, ...others }) => others, true);
  wanted.delete(key);
}

/** [row, column] of a B-scan that has come before the rest. */
export function useComingBscan(view: Of, bscan: number): Uint8Array | null {
  const volume = useComing(state => {
    const entry = state[keyOf(view)];
    return entry?.volume.arrived[bscan] === 1 ? entry.volume : null;
  });
  return useMemo(() => {
    if (volume === null) return null;
    const { rows, columns } = volume.shape;
    return volume.data.subarray(bscan * rows * columns, (bscan + 1) * rows * columns);
  }, [volume, bscan]);
}

/** B-scans that follow each other. */
export interface Run {
  first: number;
  count: number;
}

/** So much further away a B-scan in the direction of travel may be than one behind, and still come first. */
const preference = 3;

/** The nearest ones to `bscan` that nobody asked for, at most `most`; null when there are none. */
export function nextRun(asked: Uint8Array, { bscan, direction }: Wanted, most: number): Run | null {
  const isMissing = (index: number) => asked[index] === 0;
  const nearest = (side: number) => {
    let distance = 0;
    while (distance < asked.length && !isMissing(bscan + side * distance)) distance += 1;
    return distance < asked.length ? distance : Number.POSITIVE_INFINITY;
  };
  const [ahead, behind] = [nearest(direction), nearest(-direction)];
  if (!Number.isFinite(Math.min(ahead, behind))) return null;
  const side = ahead <= preference * behind ? direction : -direction;
  const from = bscan + side * (side === direction ? ahead : behind);
  let count = 1;
  while (count < most && isMissing(from + side * count)) count += 1;
  return { first: side === 1 ? from : from - count + 1, count };
}
