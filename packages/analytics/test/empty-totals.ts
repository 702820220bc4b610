import type { ExperimentTotals } from '@skills/schema';

/** Sums of so many units, all 0. */
export function emptyTotals(length: number): ExperimentTotals {
  return {
    outcomes: new Float64Array(length),
    known: new Float64Array(length),
    completed: new Float64Array(length),
    durationCount: new Float64Array(length),
    durationSeconds: new Float64Array(length),
    ratingCount: new Float64Array(length),
    ratingSum: new Float64Array(length),
  };
}
