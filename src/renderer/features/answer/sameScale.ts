// One scale for all maps of a run, method and feature map: that of the strongest one looked at so far.
import { create } from 'zustand';

/** Raw maxima by scan and class. */
type Maxima = Readonly<Record<string, number>>;

const useMaxima = create<Record<string, Maxima>>()(() => ({}));

export interface MapIdentity {
  run: string;
  method: string;
  layer: string;
}

export function noteMaximum({ run, method, layer }: MapIdentity, scanAndClass: string, maximum: number): void {
  const key = [run, method, layer].join('\n');
  const known = useMaxima.getState()[key] ?? {};
  if (known[scanAndClass] !== maximum) useMaxima.setState({ [key]: { ...known, [scanAndClass]: maximum } });
}

/** The largest maximum, and of how many maps. */
export function useSharedScale(identity: MapIdentity | null): { maximum: number; maps: number } {
  const maxima = useMaxima(state => (identity === null ? undefined : state[[identity.run, identity.method, identity.layer].join('\n')]));
  const values = Object.values(maxima ?? {});
  return { maximum: Math.max(0, ...values), maps: values.length };
}
