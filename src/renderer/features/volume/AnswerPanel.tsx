// The run that is asked about the B-scan on screen, and its answer for that one picture.
import { text } from '../../text/index.ts';
import { AnswerSection } from '../answer/index.ts';
import { useAsked, useBscanModel } from './asked.ts';
import { useVolume } from './useVolume.ts';

export function AnswerPanel() {
  const { bscans } = useVolume().view.header.shape;
  const asked = useAsked();
  const { bscan, isMapShown, model } = useBscanModel();
  if (asked === null) return null;
  const { runs, run, layer, setRun, setLayer } = asked;
  return (
    <AnswerSection
      {...{ runs, run, model, isMapShown, layer }}
      onRun={setRun}
      onNoRun={() => setRun(undefined)}
      onLayer={setLayer}
      about={run === null ? text.volume.chooseRun : text.volume.answerAbout(bscan + 1, bscans)}
    />
  );
}
