import type { Interval } from '../inference/interval.ts';
import { sampleQuantile } from '../inference/quantile.ts';
import { randomBits } from '../random/random-bits.ts';
import { spendPool } from './spend-pool.ts';

export type SpendToForecast = {
  /** USD of whole days, every one of them in order and idle ones with 0, up to yesterday; some eight weeks. */
  readonly history: readonly number[];
  /** Part of today that is over, in [0, 1]. */
  readonly todayElapsed: number;
  /** Days from today to the end of the period, today included; at least 1. */
  readonly days: number;
  /** What is left of the budget now; negative when it is spent. */
  readonly leftUsd: number;
};

export type SpendForecastOptions = {
  /** Of the resampling; the same seed gives the same forecast. Default 1. */
  readonly seed?: number | undefined;
  /** Resampled futures. Default 1000. */
  readonly resamples?: number | undefined;
};

export type SpendForecast =
  | { readonly kind: 'insufficient-data'; readonly required: number; readonly actual: number }
  | {
      readonly kind: 'forecast';
      /** USD a calendar day, idle days included. */
      readonly burnRate: Interval & { readonly usdPerDay: number };
      /** What will still be spent in the period. */
      readonly toCome: Interval & { readonly medianUsd: number };
      /** That what is left suffices to the end of the period. */
      readonly probabilityWithin: number;
      /** Days from today (0) until nothing is left; `null` where the period ends first. */
      readonly runsOut: {
        readonly median: number | null;
        readonly earliest: number | null;
        readonly latest: number | null;
      };
    };

/** Of every interval: nine times of ten it holds what comes. */
export const spendConfidence = 0.9;
export const leastSpendDays = 7;
const tail = (1 - spendConfidence) / 2;

/**
 * What will be spent, and when a budget runs out: futures made of resampled days of the past (`spendPool`). Nothing is
 * assumed about the shape of a day's costs, idle days are days like others, and how short the past is widens the intervals. A
 * lasting change of habits is not foreseen; it is followed as fast as the history that is given lets go of the days before.
 *
 * @throws {RangeError} when an amount is negative or not finite, or the period is not at least a day
 * @see Politis & Romano (1994), JASA 89(428):1303-1313, for blocks of days; Davison & Hinkley (1997), §6.3.3, for prediction
 */
export function spendForecast(spend: SpendToForecast, options: SpendForecastOptions = {}): SpendForecast {
  const { history, todayElapsed, days, leftUsd } = checked(spend);
  if (history.length < leastSpendDays) {
    return { kind: 'insufficient-data', required: leastSpendDays, actual: history.length };
  }
  const { seed = 1, resamples = 1000 } = options;
  const rates = new Float64Array(resamples);
  const totals = new Float64Array(resamples);
  const ends = new Float64Array(resamples);
  const pool = spendPool(history);
  const random = randomBits(seed);
  for (let resample = 0; resample < resamples; resample += 1) {
    const future = pool.draw(random);
    let total = 0;
    let end = leftUsd < 0 ? 0 : days;
    for (let day = 0; day < days; day += 1) {
      total += future.next() * (day === 0 ? 1 - todayElapsed : 1);
      if (end === days && total > leftUsd) end = day;
    }
    rates[resample] = future.usdPerDay;
    totals[resample] = total;
    ends[resample] = end;
  }
  const dayAt = (probability: number): number | null => {
    const day = Math.round(sampleQuantile(ends, probability));
    return day === days ? null : day;
  };
  return {
    kind: 'forecast',
    burnRate: { usdPerDay: history.reduce((sum, usd) => sum + usd, 0) / history.length, ...intervalOf(rates) },
    toCome: { medianUsd: sampleQuantile(totals, 0.5), ...intervalOf(totals) },
    probabilityWithin: ends.filter((end) => end === days).length / resamples,
    runsOut: { median: dayAt(0.5), earliest: dayAt(tail), latest: dayAt(1 - tail) },
  };
}

function intervalOf(values: Float64Array): Interval {
  return { lower: sampleQuantile(values, tail), upper: sampleQuantile(values, 1 - tail) };
}

function checked(spend: SpendToForecast): SpendToForecast {
  const { history, todayElapsed, days, leftUsd } = spend;
  const wrong = history.find((usd) => !(usd >= 0 && usd < Infinity));
  if (wrong !== undefined) throw new RangeError(`spendForecast requires daily amounts >= 0, got ${wrong}`);
  if (!(todayElapsed >= 0 && todayElapsed <= 1)) {
    throw new RangeError(`spendForecast requires the part of a day in [0, 1], got ${todayElapsed}`);
  }
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`spendForecast requires days >= 1, got ${days}`);
  if (!Number.isFinite(leftUsd)) throw new RangeError(`spendForecast requires a finite amount left, got ${leftUsd}`);
  return spend;
}
