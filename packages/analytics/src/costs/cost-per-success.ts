import { wilsonScoreInterval } from '../inference/wilson-score-interval.ts';

export type SuccessCosts = {
  readonly costUsd: number;
  /** All calls, with those whose outcome is unknown. */
  readonly calls: number;
  readonly completed: number;
  readonly failed: number;
};

export type CostPerSuccess = {
  readonly usd: number;
  /** 95 % interval; `upper` is `null` when hardly any call is known to succeed. */
  readonly lower: number;
  readonly upper: number | null;
};

/**
 * What one success costs: the cost of a call over the share of calls that succeed. Calls with an unknown outcome count
 * neither way, so the share is among the known ones, with Wilson's interval.
 *
 * @returns `undefined` without a known success
 * @throws {RangeError} when the cost is negative, or more outcomes are known than there are calls
 * @example
 * costPerSuccess({ costUsd: 12, calls: 10, completed: 6, failed: 2 })?.usd; // 1.6
 */
export function costPerSuccess({ costUsd, calls, completed, failed }: SuccessCosts): CostPerSuccess | undefined {
  if (!(costUsd >= 0)) throw new RangeError(`costPerSuccess requires a cost >= 0, got ${costUsd}`);
  if (completed + failed > calls) {
    throw new RangeError(`costPerSuccess requires ${completed} + ${failed} outcomes of ${calls} calls`);
  }
  if (completed === 0) return undefined;
  const perCall = costUsd / calls;
  const known = completed + failed;
  const rate = wilsonScoreInterval(completed, known);
  return {
    usd: (perCall * known) / completed,
    lower: perCall / rate.upper,
    upper: rate.lower > 0 ? perCall / rate.lower : null,
  };
}
