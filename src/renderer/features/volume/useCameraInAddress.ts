// From where the 3-D view is seen stands in the address, and so does whether there is one.
import { useEffect, useRef } from 'react';
import { cameraText, parseCamera } from './camera.ts';
import type { Room } from './roomState.ts';
import { restMs, type VolumeRoute } from './useVolumeRoute.ts';

export function useCameraInAddress(room: Room, { query, change }: Pick<VolumeRoute, 'query' | 'change'>): void {
  const newest = useRef(change);
  newest.current = change;
  const written = useRef(query.camera);
  // A link to another view of the volume that is open.
  useEffect(() => {
    if (query.camera === written.current) return;
    written.current = query.camera;
    room.setState({ camera: parseCamera(query.camera) });
  }, [room, query]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = room.subscribe(({ camera }, before) => {
      if (camera === before.camera) return;
      clearTimeout(timer);
      const words = camera === null ? undefined : cameraText(camera);
      if (words === written.current) return;
      const write = () => {
        written.current = words;
        newest.current({ camera: words });
      };
      // At once where it comes or goes, when hands rest where it turns.
      if (camera === null || before.camera === null) write();
      else timer = setTimeout(write, restMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [room]);
}
