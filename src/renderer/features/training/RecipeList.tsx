// The recipes as cards, of which one is chosen: what each is for, how long it takes where that is known, what it needs.
import { useId } from 'react';
import { formatTimeRange } from '../../../shared/timeRange.ts';
import type { TrainingForm } from '../../client/queries/training.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import styles from './RecipeList.module.css';
import type { TrainDraft } from './useTrainDraft.ts';

const words = text.training;

export function RecipeList({ form, draft }: { form: TrainingForm; draft: TrainDraft }) {
  const { parent, recipes } = form;
  const isMissing = (recipe: TrainingForm['recipes'][number]): boolean =>
    recipe.needsWeights && !form.startWeights.some(({ architecture }) => architecture === recipe.config.architecture.name);
  const choose = (name: string): void => {
    // Another recipe means another address: that of a parent is left.
    if (parent !== null) go(hrefOf('train', [form.dataset.id], { split: form.split ?? undefined }));
    const count = draft.set.length;
    draft.choose(name);
    if (count > 0 && parent === null) notify.done(words.putAside(count), { undo: draft.restore, slot: 'recipe' });
  };
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>{words.recipes}</legend>
      {parent !== null && (
        <Card
          title={words.asParent(parent.name)}
          summary={words.parentSummary}
          needs={words.parentNeeds}
          isChosen
          choose={() => undefined}
        />
      )}
      {recipes.map(recipe => {
        const { name, title, summary, needs, estimate } = recipe;
        return (
          <Card
            key={name}
            {...{ title, summary }}
            needs={isMissing(recipe) ? words.noneYet(needs) : needs}
            isDisabled={isMissing(recipe)}
            time={estimate === null ? undefined : formatTimeRange(estimate.lowMs, estimate.highMs)}
            isChosen={draft.recipe === name}
            choose={() => choose(name)}
          />
        );
      })}
    </fieldset>
  );
}

interface CardProps {
  title: string;
  summary: string;
  needs: string;
  time?: string | undefined;
  isChosen: boolean;
  isDisabled?: boolean;
  choose: () => void;
}

function Card({ title, summary, needs, time, isChosen, isDisabled = false, choose }: CardProps) {
  const id = useId();
  return (
    <label className={styles.card} data-chosen={isChosen} data-disabled={isDisabled}>
      <input
        type="radio"
        name="recipe"
        className={styles.radio}
        checked={isChosen}
        disabled={isDisabled}
        onChange={choose}
        aria-describedby={id}
      />
      <span className={styles.head}>
        <span className={styles.title}>{title}</span>
        {time !== undefined && <span className={styles.time}>{time}</span>}
      </span>
      <span id={id} className={styles.about}>
        <span>{summary}</span>
        <span className={styles.needs}>{needs}</span>
      </span>
    </label>
  );
}
