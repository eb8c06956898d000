// Results as text for a terminal, gathered for the shells, which may not reach into the layers below.
export { certificateText } from '../dataset/certificateText.ts';
export { importReportText } from '../dataset/importReportText.ts';
export { textTable } from '../dataset/textTable.ts';
export { renderReport } from '../engine/evaluation/renderReport.ts';
