import { betaBinomialTails } from './beta-binomial-tails.ts';

export type ObservedRate = {
  /** Calls with a known outcome, and how many of them completed. */
  readonly known: number;
  readonly completed: number;
};

export type ExpectedRate = {
  /** In (0, 1). */
  readonly rate: number;
  /** Squared standard error of `rate` as a forecast of the rate of one window, above 0. */
  readonly variance: number;
};

/** Difference of an observed rate from an expected one, in standard errors of that difference. */
export function rateScore({ known, completed }: ObservedRate, { rate, variance }: ExpectedRate): number {
  return (completed / known - rate) / Math.sqrt((rate * (1 - rate)) / known + variance);
}

/**
 * Two-sided p-value of an observed rate: exact for small counts, wide for uncertain expectations. The expected rate is
 * taken for a beta distribution of its variance, and the count for a beta-binomial one.
 *
 * @example
 * rateChance({ known: 30, completed: 12 }, { rate: 0.7, variance: 0.00105 }); // 0.0022
 */
export function rateChance(observed: ObservedRate, { rate, variance }: ExpectedRate): number {
  const concentration = Math.max(1, (rate * (1 - rate)) / variance - 1);
  const tails = betaBinomialTails(observed.completed, {
    trials: observed.known,
    a: rate * concentration,
    b: (1 - rate) * concentration,
  });
  return Math.min(1, 2 * Math.min(tails.lower, tails.upper));
}
