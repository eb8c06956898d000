// The B-scan with the legend of its heat map below, which keeps its place while a run is asked.
import { text } from '../../text/index.ts';
import { LegendBar, useMapCommands } from '../answer/index.ts';
import { useAsked, useBscanModel, useMethods } from './asked.ts';
import styles from './BscanCell.module.css';
import { BscanPane } from './BscanPane.tsx';

export function BscanCell({ isCrossing }: { isCrossing: boolean }) {
  const run = useAsked()?.run ?? null;
  return (
    <div className={styles.cell}>
      <BscanPane isCrossing={isCrossing} />
      {run !== null && <Legend run={run} />}
    </div>
  );
}

function Legend({ run }: { run: string }) {
  const asked = useAsked();
  const { isMapShown, model } = useBscanModel();
  const methods = useMethods(run);
  useMapCommands({
    ...{ methods, className: asked?.className, classes: model.answer?.classes ?? [] },
    onClass: name => asked?.setClass(name),
  });
  return (
    <div className={styles.legend}>
      {isMapShown ? <LegendBar model={model} isMapShown /> : <span className={styles.off}>{text.viewer.hidden}</span>}
    </div>
  );
}
