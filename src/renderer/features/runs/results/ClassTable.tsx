// Overall and per-class numbers with their intervals. A cell too narrow for its reason gets a raised number; reasons follow below.
import type { Estimate } from '../../../../shared/domain/evaluation.ts';
import { formatEstimateParts, formatNumber } from '../../../../shared/units.ts';
import type { Evaluation } from '../../../client/api.ts';
import table from '../../../ui/table.module.css';
import styles from './ClassTable.module.css';

type Report = Evaluation['evaluation']['report'];

const measures = ['recall', 'precision', 'specificity', 'f1', 'auc'] as const;
const measureTitles = { recall: 'Recall', precision: 'Precision', specificity: 'Specificity', f1: 'F1', auc: 'AUC' };
const overallTitles = {
  accuracy: 'Accuracy',
  macroF1: 'Macro F1',
  macroAuc: 'Macro AUC',
  mcc: 'Matthews correlation',
  ece: 'Calibration error',
  logLoss: 'Log loss',
};

export function ClassTable({ report }: { report: Report }) {
  const shown = [...report.perClass.flatMap(entry => measures.map(name => entry[name])), ...overallNames.map(name => report.overall[name])];
  const reasons = [
    ...new Set(shown.flatMap(estimate => (estimate.low === null && estimate.reason !== undefined ? [estimate.reason] : []))),
  ];
  return (
    <div>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className={table.number}>
                Patients
              </th>
              <th scope="col" className={table.number}>
                Scans
              </th>
              {measures.map(name => (
                <th key={name} scope="col">
                  {measureTitles[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.perClass.map(entry => (
              <tr key={entry.name}>
                <th scope="row">{entry.name}</th>
                <td className={table.number}>{formatNumber(entry.patients)}</td>
                <td className={table.number}>{formatNumber(entry.scans)}</td>
                {measures.map(name => (
                  <td key={name}>
                    <Cell estimate={entry[name]} reasons={reasons} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className={styles.overall}>
        {overallNames.map(name => (
          <div key={name}>
            <dt>{overallTitles[name]}</dt>
            <dd>
              <Cell estimate={report.overall[name]} reasons={reasons} />
            </dd>
          </div>
        ))}
      </dl>
      <ol className={styles.reasons}>
        {reasons.map((reason, index) => (
          <li key={reason}>
            <sup>{index + 1}</sup> {reason}
          </li>
        ))}
      </ol>
    </div>
  );
}

const overallNames = Object.keys(overallTitles) as (keyof typeof overallTitles)[];

function Cell({ estimate, reasons }: { estimate: Estimate; reasons: string[] }) {
  const { value, interval } = formatEstimateParts(estimate);
  const at = estimate.reason === undefined ? -1 : reasons.indexOf(estimate.reason);
  return (
    <span className={styles.cell} data-uncertain={interval === null}>
      {value}
      {interval !== null && <span className={styles.interval}>{interval}</span>}
      {interval === null && at >= 0 && <sup>{at + 1}</sup>}
    </span>
  );
}
