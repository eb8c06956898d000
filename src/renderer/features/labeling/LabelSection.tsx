// What people say of the scan: its label, the classes with their keys, the model's suggestion to confirm, who said what before.
import { Button } from '@mantine/core';
import type { ItemDetails } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { PanelSection } from '../../ui/Panel.tsx';
import { ClassButtons } from './ClassButtons.tsx';
import { LabelMark } from './ClassMark.tsx';
import { LabelHistory } from './LabelHistory.tsx';
import type { Labeling, Suggestion } from './useLabeling.ts';

interface Props {
  details: ItemDetails;
  labeling: Labeling;
  suggestion: Suggestion | null;
}

export function LabelSection({ details, labeling, suggestion }: Props) {
  const { id, className, state } = details;
  return (
    <PanelSection title={text.viewer.label} aside={<LabelMark className={className} state={state} classes={labeling.classes} />}>
      <ClassButtons labeling={labeling} items={[id]} current={className} isUngradable={state === 'ungradable'} />
      {suggestion !== null && suggestion.className !== className && (
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<CommandKeys command="confirmSuggestion" />}
          onClick={() => labeling.label([id], { kind: 'class', name: suggestion.className }, { basisRun: suggestion.run })}
        >
          {text.viewer.confirm(suggestion.className)}
        </Button>
      )}
      <LabelHistory history={details.history} />
    </PanelSection>
  );
}
