// Copies a chart: numbers as CSV, the picture in light colours as SVG or PNG.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { ChartSvg } from './ChartSvg.tsx';
import { type ChartSpec, chartCsv } from './chartSpec.ts';

export type ChartFormat = 'csv' | 'svg' | 'png';

const [widthPx, heightPx] = [640, 400];
const pngScale = 2;

/** Errors: what the browser says when it refuses the clipboard. */
export async function copyChart(spec: ChartSpec, format: ChartFormat): Promise<void> {
  if (format === 'csv') return navigator.clipboard.writeText(chartCsv(spec));
  const svg = lightSvg(spec);
  if (format === 'svg') return navigator.clipboard.writeText(svg);
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': await pngOf(svg) })]);
}

export function lightSvg(spec: ChartSpec): string {
  const holder = document.createElement('div');
  const root = createRoot(holder);
  flushSync(() => root.render(<ChartSvg spec={spec} widthPx={widthPx} heightPx={heightPx} theme="light" />));
  const svg = holder.querySelector('svg');
  const text = svg === null ? '' : new XMLSerializer().serializeToString(svg);
  root.unmount();
  return text;
}

async function pngOf(svg: string): Promise<Blob> {
  const picture = new Image(widthPx * pngScale, heightPx * pngScale);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = widthPx * pngScale;
  canvas.height = heightPx * pngScale;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob === null ? reject(new Error('The picture could not be made.')) : resolve(blob)), 'image/png'),
  );
}
