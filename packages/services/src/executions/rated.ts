import { wilsonScoreInterval } from '@skills/analytics';

type Rated = {
  readonly successRate: number | null;
  readonly successRateLower: number | null;
  readonly successRateUpper: number | null;
};

/** Rate and Wilson's interval over the known outcomes; unknown ones count for neither side. */
export function successRateOf({ successful, failed }: { readonly successful: number; readonly failed: number }): Rated {
  const known = successful + failed;
  if (known === 0) return { successRate: null, successRateLower: null, successRateUpper: null };
  const { lower, upper } = wilsonScoreInterval(successful, known);
  return { successRate: successful / known, successRateLower: lower, successRateUpper: upper };
}

/** `null` when nothing was counted. */
export function averageOf(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}
