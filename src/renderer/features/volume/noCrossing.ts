// Why slices across the B-scans do not exist; null where they do: of rasters, and of stacks that say nothing of their pattern, whose slices
// are shown in stored order and say so.
import type { VolumeView } from '../../../shared/domain/volumeView.ts';

export function noCrossing({ noEnFace, header }: Pick<VolumeView, 'noEnFace' | 'header'>): string | null {
  return header.scanPattern === null && header.shape.bscans > 1 ? null : noEnFace;
}
