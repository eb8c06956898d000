// The five fields that most trainings are set up with; everything else is among all settings.
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Json, valueAt } from '../../../shared/domain/configSettings.ts';
import { formatTimeRange } from '../../../shared/timeRange.ts';
import type { TrainingEstimate, TrainingForm } from '../../client/queries/training.ts';
import { queries } from '../../client/queries.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { FormRow } from '../../ui/form/FormRow.tsx';
import { NumberControl } from '../../ui/form/NumberControl.tsx';
import styles from './MainFields.module.css';
import { type FormState, SettingRow } from './SettingRow.tsx';
import { complaintAt } from './settingWords.ts';

const words = text.training;
const usualSizesPx = [64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512];

interface Props extends FormState {
  form: TrainingForm;
  estimate: TrainingEstimate | null;
}

export function MainFields(props: Props) {
  const { form, estimate, ...state } = props;
  const { draft } = state;
  const models = form.families.architecture;
  return (
    <>
      <DataRow form={form} />
      <SettingRow {...state} path="architecture" label={words.model} help={helpOf(models, valueAt(draft.config, 'architecture.name'))}>
        {(_value, set, ids, isWrong) => (
          <NativeSelect
            {...ids}
            size="xs"
            className={styles.wide}
            error={isWrong}
            value={String(valueAt(draft.config, 'architecture.name'))}
            data={models.map(({ name, title }) => ({ value: name, label: title }))}
            onChange={event => {
              const model = models.find(({ name }) => name === event.currentTarget.value);
              if (model !== undefined) set({ name: model.name, params: model.defaults });
            }}
          />
        )}
      </SettingRow>
      <WeightsRow {...props} />
      <SizeRow {...props} />
      <SettingRow
        {...state}
        path="training.epochs"
        label={words.budget}
        help={estimate === null ? undefined : words.perEpoch(estimate.epochMs)}
      >
        {(value, set, ids, isWrong) => (
          <>
            <NumberControl
              {...{ ids, isWrong }}
              label={words.budget}
              isWhole
              unit={words.epochs}
              value={Number(value)}
              range={{ minimum: 1, maximum: 100, step: 1 }}
              onChange={set}
            />
            {estimate !== null && <span className={styles.time}>{formatTimeRange(estimate.lowMs, estimate.highMs)}</span>}
          </>
        )}
      </SettingRow>
    </>
  );
}

function DataRow({ form }: { form: TrainingForm }) {
  const { data: datasets = [] } = useQuery(queries.datasets());
  const { dataset, splits, split } = form;
  const parts = splits.find(({ id }) => id === split)?.parts ?? [];
  const { parent } = form;
  const known = datasets.some(({ id }) => id === dataset.id) ? datasets : [{ id: dataset.id, name: dataset.name }, ...datasets];
  return (
    <FormRow
      label={words.data}
      help={parts.map(({ name, patients, scans }) => `${words.partCount(patients, scans)} ${words.parts[name] ?? name}`).join(' · ')}
    >
      {ids => (
        <>
          <NativeSelect
            {...ids}
            size="xs"
            className={styles.half}
            value={dataset.id}
            data={known.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={event => go(hrefOf('train', [event.currentTarget.value]))}
          />
          <NativeSelect
            size="xs"
            className={styles.half}
            aria-label={words.split}
            value={split ?? ''}
            data={splits.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={event =>
              go(hrefOf('train', [dataset.id], { split: event.currentTarget.value, parent: parent?.id }), { replace: true })
            }
          />
        </>
      )}
    </FormRow>
  );
}

function WeightsRow({ form, draft, complaints }: Props) {
  const model = String(valueAt(draft.config, 'architecture.name'));
  const fitting = form.startWeights.filter(({ architecture, key }) => architecture === model || key === draft.weights);
  return (
    <FormRow
      label={words.startWeights}
      help={draft.weights === null ? words.fromScratchHelp : words.weightsHelp}
      error={complaintAt(complaints, 'initialWeights')}
      reset={draft.weights === null ? null : { to: words.fromScratch.toLowerCase(), run: () => draft.setWeights(null) }}
    >
      {(ids, isWrong) => (
        <NativeSelect
          {...ids}
          size="xs"
          className={styles.wide}
          error={isWrong}
          value={draft.weights ?? ''}
          data={[
            { value: '', label: words.fromScratch },
            ...fitting.map(({ key, source, name }) => ({
              value: key,
              label: source === 'run' ? words.weightsRun(name) : words.weightsFile(name),
            })),
          ]}
          onChange={event => draft.setWeights(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      )}
    </FormRow>
  );
}

function SizeRow({ form, estimate: _, ...state }: Props) {
  const { draft } = state;
  const fits = form.families.steps.filter(({ kind }) => kind === 'fit');
  const steps = (valueAt(draft.config, 'steps') ?? []) as { name: string }[];
  const at = steps.findIndex(({ name }) => fits.some(fit => fit.name === name));
  const fit = fits.find(({ name }) => name === steps[at]?.name);
  const choose = (name: string): void => {
    const next = fits.find(known => known.name === name);
    if (next === undefined || at < 0) return;
    draft.change([{ path: `steps.${at}`, value: { name, params: next.defaults } }]);
  };
  return (
    <SettingRow {...state} path="input.size" also={at < 0 ? [] : [`steps.${at}`]} label={words.size} help={fit?.summary}>
      {(value, set, ids, isWrong) => {
        const [rows = 0, columns = 0] = Array.isArray(value) ? value.map(Number) : [];
        const key = rows === columns ? String(rows) : 'other';
        const sizes =
          usualSizesPx.includes(rows) && rows === columns ? usualSizesPx : [...usualSizesPx, ...(rows === columns ? [rows] : [])];
        return (
          <>
            <NativeSelect
              {...ids}
              size="xs"
              className={styles.half}
              error={isWrong}
              value={key}
              data={[
                ...(key === 'other' ? [{ value: 'other', label: `${columns} × ${rows} px` }] : []),
                ...sizes.sort((a, b) => a - b).map(px => ({ value: String(px), label: `${px} × ${px} px` })),
              ]}
              onChange={event => {
                const px = Number(event.currentTarget.value);
                if (!Number.isNaN(px)) set([px, px] satisfies Json);
              }}
            />
            <NativeSelect
              size="xs"
              className={styles.half}
              aria-label={words.fitLabel}
              value={fit?.name ?? ''}
              data={fits.map(({ name, title }) => ({ value: name, label: title }))}
              onChange={event => choose(event.currentTarget.value)}
            />
          </>
        );
      }}
    </SettingRow>
  );
}

function helpOf(choices: readonly { name: string; summary: string }[], name: Json | undefined): string | undefined {
  return choices.find(choice => choice.name === name)?.summary;
}
