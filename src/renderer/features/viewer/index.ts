// What other features may use of the viewer.
export { AnswerSection } from './AnswerSection.tsx';
export { DisplayPanel } from './DisplayPanel.tsx';
export { OptionBar } from './OptionBar.tsx';
export { ProbabilityBars } from './ProbabilityBars.tsx';
export { ScanStage } from './ScanStage.tsx';
export { useModel, useTrainedRuns } from './useModel.ts';
export { useViewerCommands } from './useViewerCommands.ts';
export { resetView, useViewSettings } from './viewerState.ts';
