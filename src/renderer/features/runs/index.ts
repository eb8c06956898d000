// What other features show of runs.
export { RunStateMark } from './RunStateMark.tsx';
