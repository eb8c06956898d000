// How strong what is laid over a scan is at its strongest, by A and D (UX §2.2).
export const opacitySteps = [0, 0.15, 0.3, 0.45, 0.6] as const;

export const strongest = opacitySteps.length - 1;

/** The place in `opacitySteps` after some presses. */
export function steppedOpacity(step: number, by: number): number {
  return Math.min(strongest, Math.max(0, step + by));
}
