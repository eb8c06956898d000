// Which class a heat map explains, and by which method.
import { NativeSelect } from '@mantine/core';
import { text } from '../../text/index.ts';
import { useHeatSettings } from './heatSettings.ts';
import styles from './MapSelects.module.css';
import type { ScanAnswer } from './useModel.ts';

interface Props {
  answer: Pick<ScanAnswer, 'classes' | 'predicted'> | undefined;
  className: string | undefined;
  onClass: (name: string | undefined) => void;
  methods: readonly string[];
  isDisabled: boolean;
}

export function MapSelects({ answer, className, onClass, methods, isDisabled }: Props) {
  const words = text.viewer;
  const [{ method }, change] = useHeatSettings();
  const predicted = answer?.classes[answer.predicted] ?? null;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={words.mapOf}
        disabled={isDisabled}
        value={className ?? ''}
        onChange={event => onClass(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        data={[
          { value: '', label: words.predictedClass(predicted) },
          ...(answer?.classes ?? []).map(name => ({ value: name, label: name })),
        ]}
        className={styles.class}
      />
      <NativeSelect
        size="xs"
        aria-label={words.method}
        disabled={isDisabled}
        value={method}
        onChange={event => change({ method: event.currentTarget.value })}
        data={methods.map(name => ({ value: name, label: words.methods[name] ?? name }))}
        className={styles.method}
      />
    </>
  );
}
