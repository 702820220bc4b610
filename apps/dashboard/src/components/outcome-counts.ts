import { wilsonScoreInterval } from '@skills/analytics';

type Counts = { readonly completed: number; readonly failed: number };
type Interval = { readonly completionRateLower: number | null; readonly completionRateUpper: number | null };

/** Counts with the 95 % interval of their completion rate, for answers that give the counts alone. */
export function withInterval<Row extends Counts>(row: Row): Row & Interval {
  const known = row.completed + row.failed;
  if (known === 0) return { ...row, completionRateLower: null, completionRateUpper: null };
  const { lower, upper } = wilsonScoreInterval(row.completed, known);
  return { ...row, completionRateLower: lower, completionRateUpper: upper };
}
