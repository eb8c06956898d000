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
  const words = text.volume;
  const { answer } = model;
  const name = answer?.classes[answer.predicted];
  const said = answer === undefined || name === undefined ? null : words.classAndShare(name, answer.probabilities[answer.predicted] ?? 0);
  return (
    <AnswerSection
      {...{ runs, run, model, isMapShown, layer }}
      onRun={setRun}
      onNoRun={() => setRun(undefined)}
      onLayer={setLayer}
      about={run === null ? words.chooseRun : `${words.answerOf(bscan + 1, bscans, said)}. ${words.answerAlone}`}
    />
  );
}
