// What a person states over a volume's file, for the check at import and the volume room alike.
export { isBare, OptionsForm } from './OptionsForm.tsx';
export { PatientNote, PatientStatement } from './PatientStatement.tsx';
export { ReadingPictures } from './ReadingPictures.tsx';
export { type Options, setOptionsOf, stateOf } from './volumeActs.ts';
