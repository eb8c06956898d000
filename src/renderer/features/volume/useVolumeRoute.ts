// The part of the address that a volume's room reads and writes: slice, look, en face, the volume beside it.
import { useEffect, useRef } from 'react';
import { go, hrefOf, type Route, useRoute } from '../../client/route.ts';
import { type EnFaceChoice, enFaceText, parseEnFace } from './enFace.ts';
import { moveTo, type Room } from './roomState.ts';
import type { FundusContent } from './useVolume.ts';

type Query = Record<string, string | undefined>;
type Shape = { bscans: number; rows: number; columns: number };

export interface VolumeRoute {
  query: Route['query'];
  change: (values: Query) => void;
  fundus: FundusContent;
  enFace: EnFaceChoice | null;
  setFundus: (fundus: FundusContent, usual: EnFaceChoice) => void;
  setEnFace: (choice: EnFaceChoice) => void;
}

/** Addresses are written when hands rest: a browser takes only so many a second. */
export const restMs = 400;

export function useVolumeRoute(item: string): VolumeRoute {
  const { query } = useRoute();
  const newest = useRef(query);
  newest.current = query;
  const change = (values: Query) => {
    // Two changes at once are both kept.
    newest.current = { ...newest.current, ...values } as Route['query'];
    go(hrefOf('label', [item], newest.current), { replace: true });
  };
  const enFace = parseEnFace(query.enface);
  return {
    query,
    change,
    enFace,
    fundus: enFace !== null ? 'enface' : query.fundus === 'depth' ? 'depth' : 'localizer',
    setFundus: (fundus, usual) =>
      change({ enface: fundus === 'enface' ? enFaceText(usual) : undefined, fundus: fundus === 'depth' ? 'depth' : undefined }),
    setEnFace: choice => change({ enface: enFaceText(choice), fundus: undefined }),
  };
}

/** Place of the B-scan that the address names, counted from 0; the middle one without. */
export function firstBscan({ slice }: Query, bscans: number): number {
  const number = Number(slice);
  return Number.isInteger(number) && number >= 1 && number <= bscans ? number - 1 : bscans >> 1;
}

export function useSliceInAddress(room: Room, shape: Shape, { query, change }: Pick<VolumeRoute, 'query' | 'change'>): void {
  const newest = useRef(change);
  newest.current = change;
  const written = useRef(query.slice);
  // A link to another slice of the volume that is open.
  useEffect(() => {
    if (query.slice === written.current) return;
    written.current = query.slice;
    moveTo(room, shape, { bscan: firstBscan(query, shape.bscans) });
  }, [room, shape, query]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = room.subscribe(({ at }, before) => {
      if (at.bscan === before.at.bscan) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        written.current = String(at.bscan + 1);
        newest.current({ slice: written.current });
      }, restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [room]);
}
