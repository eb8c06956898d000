// What one volume on screen shows now: the place that all its panes mark, zoom, tools, what is held down. Not stored; the address keeps the
// slice and from where the 3-D view is seen, preferences keep the look.
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import { strongest } from '../../ui/opacitySteps.ts';
import type { Caliper } from './caliper.ts';
import type { Camera } from './camera.ts';
import { type PaneView, wholeView } from './viewport.ts';

/** A sample of the volume. */
export interface Place {
  bscan: number;
  row: number;
  column: number;
}

export interface RoomState {
  at: Place;
  /** Of the B-scan pane. */
  view: PaneView;
  /** Under the cursor; null when it is nowhere on a picture. */
  hover: Place | null;
  areLayersShown: boolean;
  isOverlayShown: boolean;
  /** Of a mask or map from a file, in `opacitySteps`; .30 at first (UX §2.2). */
  opacityStep: number;
  /** Of a run's heat map, at the top of its scale. */
  heatStep: number;
  /** While Q is held: the scan without anything over it. */
  isAloneHeld: boolean;
  /** While the space bar is held. */
  isPanHeld: boolean;
  isMeasuring: boolean;
  caliper: Caliper | null;
  /** Of the 3-D view; null while there is none. */
  camera: Camera | null;
  /** Of the B-scan on screen: about its middle. */
  zoomBy: (factor: number) => void;
}

export type Room = StoreApi<RoomState>;

export function createRoom(at: Place, camera: Camera | null = null): Room {
  return createStore<RoomState>()(() => ({
    ...{ at, view: wholeView, hover: null, areLayersShown: true, isOverlayShown: true, opacityStep: 2, heatStep: strongest },
    ...{ isAloneHeld: false, isPanHeld: false, isMeasuring: false, caliper: null, camera, zoomBy: () => undefined },
  }));
}

export const RoomContext = createContext<Room | null>(null);

export function useRoomStore(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error('Expected to be inside a volume’s room.');
  return room;
}

export function useRoom<Part>(select: (state: RoomState) => Part): Part {
  return useStore(useRoomStore(), select);
}

/** Moves what all panes mark, within the volume. */
export function moveTo(room: Room, shape: { bscans: number; rows: number; columns: number }, to: Partial<Place>): void {
  const limited = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.round(value)));
  room.setState(({ at, caliper, hover }) => {
    const next = {
      bscan: limited(to.bscan ?? at.bscan, shape.bscans),
      row: limited(to.row ?? at.row, shape.rows),
      column: limited(to.column ?? at.column, shape.columns),
    };
    if (next.bscan === at.bscan && next.row === at.row && next.column === at.column) return {};
    return {
      at: next,
      ...(caliper !== null && caliper.bscan !== next.bscan ? { caliper: null } : {}),
      // The cursor rests on the picture that changes under it.
      ...(hover?.bscan === at.bscan ? { hover: { ...hover, bscan: next.bscan } } : {}),
    };
  });
}
