// The room's fields of the status bar: what lies under the cursor, how thick the layers are there, the window, where the scale is from.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { SpacingUm } from '../../../shared/domain/volume.ts';
import { formatNumber } from '../../../shared/units.ts';
import { useStatus } from '../../frame/frameState.ts';
import { text } from '../../text/index.ts';
import { bscanSpacing } from './aspect.ts';
import { type Look, shownGrey } from './displayTransform.ts';
import { labelName } from './overlay.ts';
import { type Place, useRoom } from './roomState.ts';
import { lengthWords } from './scaleBar.ts';
import { type Between, heightAt, layerUnder, wholeThickness } from './surfaces.ts';
import { type LoadedVolume, useVolume } from './useVolume.ts';
import { useWindow } from './useWindow.ts';
import { volumeData } from './volumeData.ts';

const restMs = 120;

export function VolumeStatus() {
  const volume = useVolume();
  const hover = useRoom(state => state.hover);
  const isMeasuring = useRoom(state => state.isMeasuring);
  const current = useRoom(state => state.at.bscan);
  const { view, settings } = volume;
  const { window, isUsual } = useWindow(volume);
  const words = text.volume.status;
  // The raw value of what is looked at; of other B-scans it would be a request for every move of the cursor, and of those that a wheel
  // rushes through nobody reads it.
  const isResting = useDebouncedValue(current, restMs)[0] === current;
  const stored = useQuery({ ...volumeData.stored(view, current), enabled: isResting && hover !== null && hover.bscan === current });
  useStatus([
    ...(isMeasuring ? [words.measuring] : []),
    ...(hover === null ? [] : placeWords(hover, volume)),
    ...(hover === null
      ? []
      : greyWords(hover, volume, hover.bscan === current ? stored.data : undefined, { preset: settings.preset, window })),
    ...(hover === null ? [] : thicknessWords(hover, volume)),
    ...(isUsual && settings.preset === 'vendor' ? [] : [words.window(figure(window.low), figure(window.high))]),
    words.spacing[provenance(view.header.spacingUm)],
  ]);
  return null;
}

function placeWords({ column, row, bscan }: Place, { view }: LoadedVolume): string[] {
  const words = text.volume.status;
  const spacing = bscanSpacing(view.header.spacingUm);
  const px = words.place(column, row, bscan + 1);
  return spacing === null ? [px] : [px, words.um(column * spacing.columnUm, row * spacing.rowUm, spacing.isEstimated)];
}

function greyWords(
  { bscan, row, column }: Place,
  { view, grey, overlay }: LoadedVolume,
  stored: ArrayLike<number> | undefined,
  look: Look,
): string[] {
  const { rows, columns } = view.header.shape;
  const words = text.volume.status;
  const [inFrame, inVolume] = [row * columns + column, (bscan * rows + row) * columns + column];
  const raw = stored?.[inFrame];
  const shown = look.preset === 'linear' ? raw : grey?.[inVolume];
  const label = overlay?.kind === 'labels' ? (overlay.data[inVolume] ?? 0) : 0;
  return [
    ...(raw === undefined ? [] : [words.raw(figure(raw))]),
    ...(shown === undefined ? [] : [words.shown(shownGrey(shown, row, rows, look))]),
    ...(label > 0 ? [words.label(labelName(label))] : []),
  ];
}

/** The whole retina, and the layer that the cursor is in. */
function thicknessWords({ bscan, row, column }: Place, { view, lines, heights, settings }: LoadedVolume): string[] {
  if (heights === null) return [];
  const { bscans, columns } = view.header.shape;
  const height = ({ index }: { index: number }) => heightAt(heights, bscans, columns, index, bscan, column);
  const shown = lines.filter(({ key }) => !settings.hiddenLayers.includes(key));
  const { row: length } = view.header.spacingUm;
  const words = ({ upper, lower, rows }: Between) =>
    text.volume.status.thickness(
      upper.name,
      lower.name,
      length === null ? text.volume.pixelsOf(rows) : lengthWords(Math.round(rows * length.value), length.source !== 'measured'),
    );
  const whole = wholeThickness(lines, height);
  const under = layerUnder(shown, height, row);
  const isSame = whole !== null && under !== null && whole.upper === under.upper && whole.lower === under.lower;
  return [...(whole === null ? [] : [words(whole)]), ...(under === null || isSame ? [] : [words(under)])];
}

function provenance(spacing: SpacingUm): 'measured' | 'estimated' | 'assumed' | 'unknown' {
  const sources = [spacing.row, spacing.column].map(length => length?.source ?? 'unknown');
  return (['unknown', 'assumed', 'estimated'] as const).find(source => sources.includes(source)) ?? 'measured';
}

/** Whole numbers as they are, powers with four figures. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '—';
  return Number.isInteger(value)
    ? formatNumber(value)
    : Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5
      ? String(Number(value.toPrecision(4)))
      : value.toExponential(2);
}
