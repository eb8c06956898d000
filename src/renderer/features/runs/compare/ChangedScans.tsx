// The scans that the first run gets wrong and another right, and the other way round; each opens in the viewer with the other run's map.

import type { RunDetails } from '../../../client/api.ts';
import type { ComparedRun, RunComparison } from '../../../client/queries/runs.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { ScanStrip, StripScan } from '../ScanStrip.tsx';
import styles from './Compare.module.css';
import { runLine } from './runLines.ts';

export function ChangedScans({ runs, comparison }: { runs: readonly RunDetails[]; comparison: RunComparison }) {
  return comparison.others.map((other, at) => {
    if ('reason' in other || runs[at + 1] === undefined) return null;
    const { letter } = runLine(at + 1);
    return (
      <div key={other.run} className={styles.galleries}>
        <Gallery title={text.compare.fixed(letter, other.fixed.count)} changed={other.fixed} run={other.run} />
        <Gallery title={text.compare.broken(letter, other.broken.count)} changed={other.broken} run={other.run} />
      </div>
    );
  });
}

function Gallery({ title, changed, run }: { title: string; changed: ComparedRun['fixed']; run: string }) {
  return (
    <section aria-label={title}>
      <h3 className={styles.caption}>{title}</h3>
      {changed.count === 0 ? (
        <Note>{text.compare.noScans}</Note>
      ) : (
        <ScanStrip>
          {changed.scans.map(scan => (
            <Scan key={scan.item} scan={scan} run={run} />
          ))}
        </ScanStrip>
      )}
      {changed.scans.length < changed.count && <Note>{text.compare.firstOf(changed.scans.length, changed.count)}</Note>}
    </section>
  );
}

function Scan({ scan, run }: { scan: ComparedRun['fixed']['scans'][number]; run: string }) {
  const { item, path, label, base, other, isHere } = scan;
  const title = text.compare.scan(path.split('/').at(-1) ?? path, label, base, other);
  return <StripScan {...{ item, isHere, title, label }} href={hrefOf('label', [item], { run })} answer={`${base} → ${other}`} />;
}
