// The evaluation of a classifier on one split: every number with its interval, its n, or the reason why it has none.
import { z } from 'zod';

/** Patients below which no interval is given. */
export const fewestPatients = 10;

/** A number with its 95 % interval. `value` or the interval is null where it cannot be had; `reason` then says why. */
export const estimateSchema = z.strictObject({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  reason: z.string().optional(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const classReportSchema = z.strictObject({
  name: z.string(),
  patients: z.int().min(0),
  scans: z.int().min(0),
  recall: estimateSchema,
  precision: estimateSchema,
  specificity: estimateSchema,
  f1: estimateSchema,
  /** One class against the rest. */
  auc: estimateSchema,
  /** The recall in plain words. */
  sentence: z.string(),
});
export type ClassReport = z.infer<typeof classReportSchema>;

export const worstErrorSchema = z.strictObject({
  item: z.string(),
  label: z.string(),
  predicted: z.string(),
  /** Probability given to the true class, and to the predicted one. */
  probabilityOfLabel: z.number(),
  probabilityOfPredicted: z.number(),
});

export const classificationReportSchema = z.strictObject({
  version: z.literal(1),
  classes: z.array(z.string()).min(2),
  patients: z.int().min(1),
  scans: z.int().min(1),
  /** Scans without a label: predicted, but not counted in any number here. */
  unlabelledScans: z.int().min(0),
  /** How the intervals came about. */
  interval: z.strictObject({ coverage: z.number(), resampledBy: z.literal('patient'), resamples: z.int(), seed: z.int() }),
  overall: z.strictObject({
    balancedAccuracy: estimateSchema,
    accuracy: estimateSchema,
    macroF1: estimateSchema,
    macroAuc: estimateSchema,
    mcc: estimateSchema,
    ece: estimateSchema,
    logLoss: estimateSchema,
  }),
  perClass: z.array(classReportSchema),
  /** Scans, [truth][prediction]. */
  confusion: z.array(z.array(z.int())),
  /** Wrong scans, the most surely wrong first. */
  worstErrors: z.array(worstErrorSchema),
});
export type ClassificationReport = z.infer<typeof classificationReportSchema>;

/** artifacts/evaluation.<split>.json of a run folder. */
export const runEvaluationSchema = z.strictObject({
  version: z.literal(1),
  split: z.string(),
  /** The checkpoint that was evaluated. */
  checkpoint: z.strictObject({ step: z.int(), epoch: z.number() }).nullable(),
  report: classificationReportSchema,
  /** Logistic regression on border fill, size, file density and grey level alone, on the same split. */
  shortcut: z
    .strictObject({ balancedAccuracy: estimateSchema, features: z.array(z.string()), weights: z.array(z.array(z.number())) })
    .nullable(),
  /** Mean share of the predicted class's heat map that lies on border fill, and of the scan that is border fill, over a sample of scans. */
  attribution: z
    .strictObject({ method: z.string(), layer: z.string(), scans: z.int().min(1), massOnFill: z.number(), fillShare: z.number() })
    .nullable()
    .default(null),
});
export type RunEvaluation = z.infer<typeof runEvaluationSchema>;
