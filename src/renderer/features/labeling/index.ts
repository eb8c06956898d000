// What other features may use of labelling.
export { ClassButtons } from './ClassButtons.tsx';
export { ClassSwatch, LabelMark } from './ClassMark.tsx';
export { ClassPicker } from './ClassPicker.tsx';
export { LabelHistory } from './LabelHistory.tsx';
export { LabelSection } from './LabelSection.tsx';
export { useLabelCommands } from './useLabelCommands.ts';
export { type Labeling, type Suggestion, suggestionOf, useLabeling } from './useLabeling.ts';
