// What a person states over a volume's file, for the check at import and the volume room alike.
export { type Options, setOptionsOf, stateOf } from './volumeActs.ts';
