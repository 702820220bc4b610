import { chiSquaredSurvival } from '../distributions/chi-squared-distribution.ts';
import { normalQuantile } from '../distributions/normal-quantile.ts';
import type { ConfidenceOptions, Interval } from '../inference/interval.ts';

/** Two groups in one stratum: successes and trials of each. */
export type StratumTable = {
  readonly successesA: number;
  readonly trialsA: number;
  readonly successesB: number;
  readonly trialsB: number;
};

export type MantelHaenszelDifference = Interval & {
  /** Rate of A less rate of B at equal mix, in [-1, 1]. */
  readonly difference: number;
  /** Of no difference in any stratum, two-sided (Cochran-Mantel-Haenszel, no continuity correction). */
  readonly pValue: number;
  /** Trials of A in strata that B has too; those of others say nothing about a difference. */
  readonly comparedTrialsA: number;
};

/**
 * Difference of two rates at equal mix: the strata's differences weighted by n_A n_B / n (Mantel-Haenszel), so that a
 * group which merely has more of the hard work is not called worse. The interval uses Sato's variance, which holds for few
 * large and for many small strata alike.
 *
 * @returns `undefined` when no stratum holds both groups
 * @throws {RangeError} when counts are not whole numbers, or successes exceed trials
 * @see Mantel & Haenszel (1959), JNCI 22(4):719-748; Sato (1989), Biometrics 45(4):1323-1324; Cochran (1954), Biometrics 10(4)
 * @example
 * mantelHaenszelDifference([{ successesA: 8, trialsA: 10, successesB: 5, trialsB: 10 }])?.difference; // 0.3
 */
export function mantelHaenszelDifference(
  strata: readonly StratumTable[],
  { confidence = 0.95 }: ConfidenceOptions = {},
): MantelHaenszelDifference | undefined {
  let weight = 0;
  let weighted = 0;
  let slope = 0;
  let base = 0;
  let excess = 0;
  let variance = 0;
  let comparedTrialsA = 0;
  for (const table of strata) {
    requireCounts(table);
    const { successesA: a, trialsA: nA, successesB: b, trialsB: nB } = table;
    if (nA === 0 || nB === 0) continue;
    const n = nA + nB;
    comparedTrialsA += nA;
    weight += (nA * nB) / n;
    weighted += (a * nB - b * nA) / n;
    slope += (nA * nA * b - nB * nB * a + (nA * nB * (nB - nA)) / 2) / (n * n);
    base += (a * (nB - b) + b * (nA - a)) / (2 * n);
    excess += a - (nA * (a + b)) / n;
    variance += n > 1 ? (nA * nB * (a + b) * (n - a - b)) / (n * n * (n - 1)) : 0;
  }
  if (weight === 0) return undefined;
  const difference = weighted / weight;
  const halfWidth = normalQuantile(0.5 + confidence / 2) * (Math.sqrt(Math.max(0, difference * slope + base)) / weight);
  return {
    difference,
    lower: Math.max(-1, difference - halfWidth),
    upper: Math.min(1, difference + halfWidth),
    // Every call had the same outcome: nothing tells the groups apart.
    pValue: variance === 0 ? 1 : chiSquaredSurvival((excess * excess) / variance, 1),
    comparedTrialsA,
  };
}

function requireCounts({ successesA, trialsA, successesB, trialsB }: StratumTable): void {
  for (const [successes, trials] of [
    [successesA, trialsA],
    [successesB, trialsB],
  ] as const) {
    if (Number.isSafeInteger(successes) && Number.isSafeInteger(trials) && successes >= 0 && successes <= trials)
      continue;
    throw new RangeError(
      `mantelHaenszelDifference requires 0 <= successes <= trials as integers, got ${successes} of ${trials}`,
    );
  }
}
