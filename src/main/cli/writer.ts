// What a command may change in a workspace, in one vocabulary for both ways of doing it: here, or through the process that owns it.
import type {
  Backend,
  EvaluateRequest,
  ExplainRequest,
  ImportRequest,
  OperationOptions,
  PredictRequest,
  RefusedFile,
  SplitOutcome,
  SplitRequest,
  TestOpening,
  TrainRequest,
  TrashEntry,
} from '../backend.ts';
import type { Operations } from './workspaces.ts';

export interface StartedRun {
  id: string;
  name: string;
}

export interface StartedOnFiles {
  run: StartedRun;
  refused: RefusedFile[];
  ignored: number;
}

/** Requests and errors are those of the operations of the same names. Runs are started, not waited for. */
export interface Writer {
  importDataset(request: ImportRequest, options: OperationOptions): Promise<{ dataset: { id: string }; resumed: number }>;
  splitDataset(request: SplitRequest): Promise<Pick<SplitOutcome, 'certificate' | 'findings'>>;
  deleteDataset(dataset: string): Promise<TrashEntry>;
  train(request: TrainRequest): Promise<{ run: StartedRun; unlabelled: number }>;
  evaluate(request: EvaluateRequest): Promise<{ run: StartedRun; opening: TestOpening }>;
  predict(request: PredictRequest, options: OperationOptions): Promise<StartedOnFiles>;
  explain(request: ExplainRequest, options: OperationOptions): Promise<StartedOnFiles>;
  resume(run: string): Promise<StartedRun>;
  rerun(request: { run: string; mode: 'exactly' | 'todaysLabels' }, options: OperationOptions): Promise<StartedRun>;
  command(run: string, command: 'pause' | 'stop' | 'cancel'): Promise<StartedRun>;
  deleteRun(run: string): Promise<TrashEntry>;
}

/** Changes the workspace that this process has open. */
export function localWriter({ context, queue }: Backend, ops: Operations): Writer {
  return {
    importDataset: (request, options) => ops.importDataset(context, request, options),
    splitDataset: async request => ops.splitDataset(context, request),
    deleteDataset: dataset => ops.deleteDataset(context, dataset),
    train: async request => {
      const { run, plan } = ops.trainDataset(context, queue, request);
      return { run, unlabelled: plan.unlabelled };
    },
    evaluate: async request => ops.evaluateRun(context, queue, request),
    predict: (request, options) => ops.predictFiles(context, queue, request, options),
    explain: (request, options) => ops.explainItems(context, queue, request, options),
    resume: async run => ops.resumeRun(context, queue, run),
    rerun: (request, options) => ops.rerunRun(context, queue, request, options),
    command: async (run, command) => ops.commandRun(context, queue, run, command),
    deleteRun: run => ops.deleteRun(context, run),
  };
}
