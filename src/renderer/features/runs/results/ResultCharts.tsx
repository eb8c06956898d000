// ROC curves with their patient bands, and how far stated confidence can be believed.
import { formatEstimateParts, formatNumber } from '../../../../shared/units.ts';
import type { Evaluation } from '../../../client/api.ts';
import type { RunResults } from '../../../client/queries/runs.ts';
import { text } from '../../../text/index.ts';
import { type ChartSpec, lineColor } from '../../../ui/charts/chartSpec.ts';
import { SquareChart } from '../../../ui/charts/SquareChart.tsx';
import { classColour } from '../../../ui/classColours.ts';
import styles from './Results.module.css';

type Report = Evaluation['evaluation']['report'];
const mostCurves = 6;

export function ResultCharts({ results, report }: { results: RunResults; report: Report }) {
  return (
    <div className={styles.charts}>
      <SquareChart
        spec={rocSpec(results, report)}
        summary={rocSummary(report)}
        widthPx={shownClasses(results).length > 1 ? 400 : 320}
        heightPx={312}
      />
      <SquareChart spec={reliabilitySpec(results)} summary={reliabilitySummary(report)} widthPx={320} heightPx={348} />
    </div>
  );
}

/** Of two classes one curve says it all. */
function shownClasses({ classes }: RunResults): string[] {
  return classes.length === 2 ? [classes.find(name => name.toUpperCase() !== 'NORMAL') as string] : classes.slice(0, mostCurves);
}

function rocSpec(results: RunResults, report: Report): ChartSpec {
  const shown = shownClasses(results);
  const curves = results.roc.filter(({ name, points }) => shown.includes(name) && points.length > 0);
  return {
    ...{ title: `${text.run.roc}${shown.length === 1 ? ` of ${shown[0]}` : ''}`, explanation: text.run.rocExplanation },
    ...{ xLabel: '1 − specificity', yLabel: 'sensitivity', xRange: [0, 1], yRange: [0, 1], hasDiagonal: true },
    lines: curves.map(({ name, points, band }) => ({
      ...{ label: name, weight: 'validation', color: classColour(name, results.classes) },
      points: points.map(({ falsePositiveRate: x, truePositiveRate: y }) => ({ x, y })),
      band: band?.map(({ falsePositiveRate: x, low, high }) => ({ x, low, high })) ?? null,
    })),
    marks: report.perClass.flatMap(({ name, recall, specificity }) =>
      curves.some(curve => curve.name === name) && recall.value !== null && specificity.value !== null
        ? [{ x: 1 - specificity.value, y: recall.value, label: name }]
        : [],
    ),
  };
}

function rocSummary(report: Report): string {
  return report.perClass.map(({ name, auc }) => `${name} AUC ${formatEstimateParts(auc).value}`).join(', ');
}

function reliabilitySpec({ reliability }: RunResults): ChartSpec {
  const filled = reliability.filter(bin => bin.confidence !== null);
  return {
    ...{ title: text.run.reliability, explanation: text.run.reliabilityExplanation },
    ...{ xLabel: 'confidence', yLabel: 'share right', xRange: [0, 1], yRange: [0, 1], hasDiagonal: true },
    lines: [
      {
        label: 'right',
        weight: 'validation',
        color: lineColor,
        points: filled.map(bin => ({ x: bin.confidence as number, y: bin.shareRight })),
      },
    ],
    marks: filled.map(bin => ({ x: bin.confidence as number, y: bin.shareRight as number, label: String(bin.scans) })),
    bars: reliability.map(({ low, high, scans }) => ({ from: low, to: high, count: scans })),
  };
}

function reliabilitySummary({ overall: { ece } }: Report): string {
  const { value, interval } = formatEstimateParts(ece);
  return `calibration error ${value}${interval === null ? '' : ` (${interval})`}${ece.value === null ? '' : `, ${formatNumber(100 * ece.value)} points off on average`}`;
}
