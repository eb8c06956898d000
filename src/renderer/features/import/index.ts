// What other features use of opening and importing folders.
export { ImportHost } from './ImportHost.tsx';
export { importingShare, importingWords, useImporting } from './importing.ts';
export { openFiles, openFolder, relinkFolder } from './importState.ts';
export { useDemo } from './useDemo.ts';
