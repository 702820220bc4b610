import { hourForecast, wilsonScoreInterval, type HourForecast } from '@skills/analytics';
import type { CapacityResult, HourForecastResult } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { CapacityLog } from './capacity-ports.ts';

const hourMs = 3_600_000;
// Three weeks: one to learn the week from, two to be judged on.
const historyHours = 504;

/** Hours that are over, one value each, up to below `untilHour` (since the epoch). */
export type KnownHours = {
  readonly calls: Float64Array;
  readonly busySeconds: Float64Array;
  readonly untilHour: number;
};

export async function readHours(
  log: Pick<CapacityLog, 'hourLoads' | 'firstCallMs'>,
  nowMs: number,
): Promise<KnownHours> {
  const untilHour = Math.floor(nowMs / hourMs);
  const firstMs = await log.firstCallMs();
  // The hour in which the log begins is not known whole.
  const firstHour = Math.min(untilHour, Math.floor((firstMs ?? nowMs) / hourMs) + 1);
  const fromHour = Math.max(untilHour - historyHours, firstHour);
  const calls = new Float64Array(untilHour - fromHour);
  const busySeconds = new Float64Array(untilHour - fromHour);
  for (const load of await log.hourLoads({ fromHour, toHour: untilHour })) {
    calls[load.hour - fromHour] = load.calls;
    busySeconds[load.hour - fromHour] = load.busySeconds;
  }
  return { calls, busySeconds, untilHour };
}

/**
 * Calls and busy seconds of the next whole clock hour.
 *
 * @param nowMs - UTC epoch milliseconds
 * @param servers - how many calls can be worked on at once: hours hold no more than that. The rollups count a call of 14
 *   hours in the hour in which it began
 */
export function nextHour(
  hours: KnownHours,
  { nowMs, servers }: { readonly nowMs: number; readonly servers: number },
): CapacityResult['nextHour'] {
  const target = Math.ceil(nowMs / hourMs);
  const lead = target - hours.untilHour + 1;
  const mostSeconds = servers * 3600;
  const busySeconds = hours.busySeconds.map((seconds) => Math.min(seconds, mostSeconds));
  return {
    window: { since: toTimestamp(target * hourMs), until: toTimestamp((target + 1) * hourMs) },
    calls: toForecastResult(hourForecast(hours.calls, { lead }), Infinity),
    busySeconds: toForecastResult(hourForecast(busySeconds, { lead }), mostSeconds),
  };
}

/** @param most - no hour holds more */
function toForecastResult(forecast: HourForecast, most: number): HourForecastResult {
  if (forecast.kind === 'insufficient-data') return forecast;
  const { expected, interval, confidence, predictor, backtest } = forecast;
  const { hours, covered, ...errors } = backtest;
  const coverage = wilsonScoreInterval(covered, hours);
  return {
    kind: 'forecast',
    expected: Math.min(most, expected),
    lower: Math.min(most, interval.lower),
    upper: Math.min(most, interval.upper),
    confidence,
    predictor,
    backtest: {
      hours,
      coverage: covered / hours,
      coverageLower: coverage.lower,
      coverageUpper: coverage.upper,
      ...errors,
    },
  };
}
