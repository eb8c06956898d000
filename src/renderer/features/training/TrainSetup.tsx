// A training being set up: recipes at the left, the form in the middle, what comes of it at the right.
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Json } from '../../../shared/domain/configSettings.ts';
import { api } from '../../client/api.ts';
import { usePreference } from '../../client/preferences.ts';
import { type TrainingForm, type TrainRequest, trainingQueries } from '../../client/queries/training.ts';
import { go, hrefOf } from '../../client/route.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { useCommands } from '../../keyboard/useCommands.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { AllSettings } from './AllSettings.tsx';
import { MainFields } from './MainFields.tsx';
import { Outlook } from './Outlook.tsx';
import { RecipeList } from './RecipeList.tsx';
import { type Complaints, complaintsOf, placeWords } from './settingWords.ts';
import styles from './TrainSetup.module.css';
import { type Reviewed, useProbe } from './useProbe.ts';
import { useTrainDraft } from './useTrainDraft.ts';

/** Written numbers are checked once they rest. */
const restMs = 250;
const words = text.training;

/** `form` has a split. */
export function TrainSetup({ form }: { form: TrainingForm }) {
  const draft = useTrainDraft(form);
  const asked = JSON.stringify(draft.request);
  const [rested] = useDebouncedValue(asked, restMs);
  const isRested = rested === asked;
  const request = useMemo<TrainRequest>(() => JSON.parse(rested), [rested]);
  const query = useQuery(trainingQueries.review(request));
  // While a setting is not valid, what was found last stays on screen.
  const last = useRef<Reviewed | null>(null);
  if (query.data !== undefined && !query.isPlaceholderData) last.current = { request, review: query.data };
  const isCurrent = isRested && query.data !== undefined && !query.isPlaceholderData && query.error === null;
  const review = isCurrent ? query.data : null;
  const complaints = complaintsOf(isRested ? query.error : null);
  const probing = useProbe(last.current);
  const [isOpen, setOpen] = usePreference<boolean>('train.allSettings', false);

  const starting = useMutation({
    mutationFn: () => {
      probing.stop();
      return api.compute.train.mutate(request);
    },
    onSuccess: ({ run }) => go(hrefOf('runs', [run.id, 'live'])),
    onError: notify.failed,
  });
  const obstacle = obstacleOf({
    isBlocked: review?.isBlocked ?? null,
    complaint: query.error === null || !isRested ? null : firstComplaint(complaints, draft.config),
  });
  const start = () => {
    if (!starting.isPending) starting.mutate();
  };
  const copyCommand = () => {
    if (review === null) return;
    void navigator.clipboard.writeText(review.command).then(() => notify.done(words.commandCopied), notify.failed);
  };
  useCommands('train', {
    startTraining: obstacle === null ? start : { run: start, disabled: obstacle },
    measureTraining: obstacle === null ? probing.measure : { run: probing.measure, disabled: obstacle },
    allTrainSettings: () => setOpen(!isOpen),
    copyTrainCommand: copyCommand,
  });

  const state = { draft, complaints };
  return (
    <PlaceLayout
      leftLabel={words.recipes}
      rightLabel={words.findings}
      left={<RecipeList form={form} draft={draft} />}
      right={
        <Outlook
          {...{ request, probing, obstacle, copyCommand }}
          review={last.current?.review ?? null}
          isStale={!isCurrent}
          isStarting={starting.isPending}
          start={start}
          fix={draft.change}
          config={draft.config}
        />
      }
    >
      <form className={styles.form} aria-label={words.title} onSubmit={event => event.preventDefault()}>
        <h2 className={styles.title}>{words.title}</h2>
        {complaints.general !== null && <Note tone="danger">{complaints.general}</Note>}
        <MainFields {...state} form={form} estimate={review?.estimate ?? null} />
        <AllSettings {...state} form={form} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      </form>
    </PlaceLayout>
  );
}

/** Why the training cannot start now; null when it can. */
function obstacleOf({ isBlocked, complaint }: { isBlocked: boolean | null; complaint: string | null }): string | null {
  if (complaint !== null) return complaint;
  if (isBlocked === null) return words.startLoading;
  return isBlocked ? words.startBlocked : null;
}

/** Where the first setting that is not valid stands, as it may be folded away. */
function firstComplaint({ at }: Complaints, config: Json): string {
  const [first] = at;
  return first === undefined ? words.startInvalid : words.invalidAt(placeWords(first[0], config), first[1]);
}
