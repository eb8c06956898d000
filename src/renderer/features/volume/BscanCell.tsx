// The B-scan with the legend of its heat map below, which keeps its place while a run is asked.
import { text } from '../../text/index.ts';
import { LegendBar, useMapCommands } from '../answer/index.ts';
import { type Asked, useAsked, useBscanModel, useMethods } from './asked.ts';
import styles from './BscanCell.module.css';
import { BscanPane } from './BscanPane.tsx';
import { useMapAhead } from './useMapAhead.ts';

export function BscanCell({ isCrossing }: { isCrossing: boolean }) {
  const asked = useAsked();
  return (
    <div className={styles.cell}>
      <BscanPane isCrossing={isCrossing} />
      {asked?.run != null && <Legend asked={asked} run={asked.run} />}
    </div>
  );
}

function Legend({ asked, run }: { asked: Asked; run: string }) {
  const shown = useBscanModel();
  const { isMapShown, model } = shown;
  const { className, setClass } = asked;
  useMapAhead(asked, run, shown);
  useMapCommands({ className, onClass: setClass, methods: useMethods(run), classes: model.answer?.classes ?? [] });
  return (
    <div className={styles.legend}>
      {isMapShown ? <LegendBar model={model} isMapShown /> : <span className={styles.off}>{text.viewer.hidden}</span>}
    </div>
  );
}
