// What a volume's file says and what a person states over it, for the check at import and the volume room alike.
export { CardLines } from './CardLines.tsx';
export { EyeChoice } from './EyeChoice.tsx';
export { isBare, OptionsForm } from './OptionsForm.tsx';
export { PatientNote, PatientStatement } from './PatientStatement.tsx';
export { ReadingPictures } from './ReadingPictures.tsx';
export { SpacingForm } from './SpacingForm.tsx';
export { type Options, setOptionsOf, stateOf } from './volumeActs.ts';
