// What other features may use of the viewer.
export { DisplayPanel } from './DisplayPanel.tsx';
export { OptionBar } from './OptionBar.tsx';
export { ScanStage } from './ScanStage.tsx';
export { useViewerCommands } from './useViewerCommands.ts';
export { resetView, useView } from './viewerState.ts';
