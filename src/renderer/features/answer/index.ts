// A trained run's answer for one picture and the map of its evidence: for the viewer, the volume room and the answers of a prediction.
export { AnswerSection } from './AnswerSection.tsx';
export { HeatSwitches } from './HeatSwitches.tsx';
export { useHeatSettings } from './heatSettings.ts';
export { LegendBar } from './LegendBar.tsx';
export { MapSelects } from './MapSelects.tsx';
export { ProbabilityBars } from './ProbabilityBars.tsx';
export type { HeatGrid } from './paintHeat.ts';
export { useContours, useHeatPicture } from './useHeatPicture.ts';
export { useMapCommands } from './useMapCommands.ts';
export { type ModelView, type ScanAnswer, useModel } from './useModel.ts';
export { runOf, useTrainedRuns } from './useTrainedRuns.ts';
