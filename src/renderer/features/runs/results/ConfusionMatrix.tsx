// Truth against prediction: one hue by the share of the row, the diagonal framed, each cell the way to its scans (UX §2.3, §2.6).
import { SegmentedControl, VisuallyHidden } from '@mantine/core';
import { filterToQuery } from '../../../../shared/domain/itemFilter.ts';
import { formatNumber, formatShare } from '../../../../shared/units.ts';
import type { Evaluation } from '../../../client/api.ts';
import { usePreference } from '../../../client/preferences.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import styles from './ConfusionMatrix.module.css';

type Unit = keyof typeof text.run.confusionUnits;

interface Props {
  view: Evaluation;
  /** Id of the data set whose scans a cell shows; null when it is gone. */
  dataset: string | null;
  /** [truth][prediction]; null while they are counted. */
  patients: number[][] | null;
}

export function ConfusionMatrix({ view, dataset, patients }: Props) {
  const { classes, confusion } = view.evaluation.report;
  const [unit, setUnit] = usePreference<Unit>('runs.confusionUnit', 'scans');
  return (
    <figure className={styles.figure}>
      <div className={styles.header}>
        <h3 className={styles.title}>{text.run.confusion}</h3>
        <SegmentedControl
          size="xs"
          aria-label={text.run.confusion}
          value={unit}
          onChange={value => setUnit(value as Unit)}
          data={Object.entries(text.run.confusionUnits).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div className={styles.scroll}>
        <table className={styles.matrix} style={{ width: Math.max(320, 96 + 72 * classes.length) }}>
          <thead>
            <tr>
              <td />
              <th colSpan={classes.length} className={styles.axis} scope="colgroup">
                {text.run.confusionAxes.predicted}
              </th>
            </tr>
            <tr>
              <th className={styles.axis} scope="col">
                {text.run.confusionAxes.truth}
              </th>
              {classes.map(name => (
                <th key={name} scope="col" title={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.map((row, truth) => (
              <tr key={classes[truth]}>
                <th scope="row" title={classes[truth]}>
                  {classes[truth]}
                </th>
                {row.map((scans, predicted) => (
                  <Cell
                    key={classes[predicted]}
                    {...{ view, dataset, unit, scans }}
                    truth={classes[truth] as string}
                    predicted={classes[predicted] as string}
                    patients={patients?.[truth]?.[predicted] ?? null}
                    rowScans={row.reduce((sum, each) => sum + each, 0)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className={styles.caption}>{dataset === null ? text.run.confusionGone : text.run.confusionHint}</figcaption>
    </figure>
  );
}

interface CellProps {
  view: Evaluation;
  dataset: string | null;
  unit: Unit;
  scans: number;
  rowScans: number;
  patients: number | null;
  truth: string;
  predicted: string;
}

function Cell({ view, dataset, unit, scans, rowScans, patients, truth, predicted }: CellProps) {
  const share = rowScans === 0 ? 0 : scans / rowScans;
  const shareText = rowScans === 0 ? '—' : formatShare(share, rowScans);
  const [main, below] =
    unit === 'scans'
      ? [formatNumber(scans), shareText]
      : unit === 'share'
        ? [shareText, formatNumber(scans)]
        : [patients === null ? '…' : formatNumber(patients), formatNumber(scans)];
  const content = (
    <>
      {main}
      <span className={styles.below}>{below}</span>
    </>
  );
  // From the panel's grey to the blue of primary buttons; white stays readable on all of it.
  const look = { background: `color-mix(in srgb, #2F6FA8 ${Math.round(100 * share)}%, #222222)` };
  const isRight = truth === predicted;
  return (
    <td className={styles.cell} data-right={isRight}>
      {dataset === null || scans === 0 ? (
        <span className={styles.content} style={look}>
          {content}
        </span>
      ) : (
        <a
          className={styles.content}
          style={look}
          href={hrefOf('data', [dataset, 'items'], filterToQuery({ dataset, run: view.run, truth, predicted }))}
        >
          {content}
          <VisuallyHidden>{text.run.cellLabel(truth, predicted, scans, patients)}</VisuallyHidden>
        </a>
      )}
    </td>
  );
}
