// What the frame uses of closing.
export { ClosingSheet } from './ClosingSheet.tsx';
export { listenToShell } from './shellEvents.ts';
