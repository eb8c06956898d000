// Two rooms that move together: the B-scan by its place on the fundus where both files give one, else by its share of the scan; depth by
// share; zoom and place of the picture as they are. Nasal goes with nasal; no picture is mirrored.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { nearestAscan, pathPoint, planeSample, rasterPlane } from './fundusPlane.ts';
import { moveTo, type Place, type Room } from './roomState.ts';

type Known = Pick<VolumeHeader, 'bscans' | 'shape' | 'spacingUm' | 'laterality'>;

/** The place in `to` that a place in `from` stands for. */
export function linkedPlace(at: Place, from: Known, to: Known): Place {
  const isOther = from.laterality !== null && to.laterality !== null && from.laterality !== to.laterality;
  const row = ((at.row + 0.5) / from.shape.rows) * to.shape.rows - 0.5;
  const path = from.bscans[at.bscan]?.path ?? null;
  const isPlaced = path !== null && to.bscans.every(bscan => bscan.path !== null);
  if (isPlaced) {
    const share = from.shape.columns > 1 ? at.column / (from.shape.columns - 1) : 0;
    const point = pathPoint(path, share);
    const mirrored = { x: isOther ? -point.x : point.x, y: point.y };
    const plane = rasterPlane(to);
    const found = plane.isPlaced ? planeAscan(to, mirrored) : nearestAscan(to, mirrored);
    if (found !== null) return { ...found, row };
  }
  const column = ((at.column + 0.5) / from.shape.columns) * to.shape.columns - 0.5;
  return {
    bscan: ((at.bscan + 0.5) / from.shape.bscans) * to.shape.bscans - 0.5,
    column: isOther ? to.shape.columns - 1 - column : column,
    row,
  };
}

function planeAscan(to: Known, at: { x: number; y: number }): { bscan: number; column: number } {
  const { affine } = rasterPlane(to);
  const { column, bscan } = planeSample(affine, at);
  return { column: column - 0.5, bscan: bscan - 0.5 };
}

/** Returns what ends it. */
export function linkRooms(first: { room: Room; header: Known }, second: { room: Room; header: Known }): () => void {
  let isFollowing = false;
  const follow = (leader: typeof first, follower: typeof first) =>
    leader.room.subscribe((state, before) => {
      if (isFollowing) return;
      isFollowing = true;
      if (state.at !== before.at) moveTo(follower.room, follower.header.shape, linkedPlace(state.at, leader.header, follower.header));
      if (state.view !== before.view) follower.room.setState({ view: state.view });
      if (state.areLayersShown !== before.areLayersShown) follower.room.setState({ areLayersShown: state.areLayersShown });
      isFollowing = false;
    });
  const ends = [follow(first, second), follow(second, first)];
  moveTo(second.room, second.header.shape, linkedPlace(first.room.getState().at, first.header, second.header));
  second.room.setState({ view: first.room.getState().view });
  return () => {
    for (const end of ends) end();
  };
}
