// What other features use of opening and importing folders.
export { ImportHost } from './ImportHost.tsx';
export { openFolder, relinkFolder } from './importState.ts';
export { useDemo } from './useDemo.ts';
