// Makes a new split, right where the others are seen: shares, what stays together, seed.
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, type DatasetDetails } from '../../../client/api.ts';
import { queryClient } from '../../../client/queries.ts';
import { toAppError } from '../../../client/toAppError.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './NewSplitForm.module.css';

interface Props {
  details: DatasetDetails;
  onMade: (split: string) => void;
  onCancel: () => void;
}

const shares = ['train', 'val', 'test'] as const;
const groups = ['patient', 'eye', 'none'] as const;

export function NewSplitForm({ details, onMade, onCancel }: Props) {
  const { splits } = text.data;
  const [name, setName] = useState(() => freeName(details));
  const [percent, setPercent] = useState<Record<(typeof shares)[number], number>>({ train: 60, val: 15, test: 25 });
  const [group, setGroup] = useState<(typeof groups)[number]>('patient');
  const [seed, setSeed] = useState(1);
  const sum = percent.train + percent.val + percent.test;
  const making = useMutation({
    mutationFn: () =>
      api.datasets.split.mutate({
        dataset: details.id,
        name: name.trim(),
        ratios: [percent.train / 100, percent.val / 100, percent.test / 100],
        group,
        seed,
      }),
    onSuccess: async ({ split, findings }) => {
      await queryClient.invalidateQueries({ queryKey: ['datasets'] });
      notify.done([splits.made(split.name), ...findings.map(({ message }) => message)].join(' '));
      onMade(split.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <Section title={splits.make}>
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          size="xs"
          label={splits.name}
          value={name}
          maxLength={100}
          required
          autoFocus
          onChange={event => setName(event.currentTarget.value)}
        />
        {shares.map(part => (
          <NumberInput
            key={part}
            size="xs"
            label={splits[part]}
            value={percent[part]}
            min={0}
            max={100}
            decimalScale={1}
            onChange={value => setPercent(known => ({ ...known, [part]: Number(value) || 0 }))}
          />
        ))}
        <NativeSelect
          size="xs"
          label={splits.group}
          value={group}
          data={groups.map(value => ({ value, label: splits.groups[value] }))}
          onChange={event => setGroup(event.currentTarget.value as (typeof groups)[number])}
        />
        <NumberInput
          size="xs"
          label={splits.seed}
          value={seed}
          min={0}
          max={2 ** 31}
          allowDecimal={false}
          onChange={value => setSeed(Number(value) || 0)}
        />
        <div className={styles.actions}>
          {sum !== 100 && <p className={styles.problem}>{splits.sum(sum)}</p>}
          {making.error !== null && (
            <p className={styles.problem} role="alert">
              {toAppError(making.error).message}
            </p>
          )}
          <Button variant="default" onClick={onCancel}>
            {text.cancel}
          </Button>
          <Button type="submit" disabled={sum !== 100 || name.trim() === ''} loading={making.isPending}>
            {splits.create}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function freeName({ splits }: DatasetDetails): string {
  const names = new Set(splits.map(({ name }) => name));
  let name: string = text.data.splits.nameHint;
  for (let number = 2; names.has(name); number++) name = `${text.data.splits.nameHint}-${number}`;
  return name;
}
