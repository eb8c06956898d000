// A square chart: ROC curves, reliability. Its content in words stands beside it for those who cannot see it.
import { ChartFrame } from './ChartFrame.tsx';
import { ChartSvg } from './ChartSvg.tsx';
import type { ChartSpec } from './chartSpec.ts';

export function SquareChart({
  spec,
  summary,
  widthPx = 360,
  heightPx = 300,
}: {
  spec: ChartSpec;
  summary: string;
  widthPx?: number;
  heightPx?: number;
}) {
  return (
    <ChartFrame spec={spec}>
      <div role="img" aria-label={`${spec.title}: ${summary}`}>
        <ChartSvg spec={spec} widthPx={widthPx} heightPx={heightPx} />
      </div>
    </ChartFrame>
  );
}
