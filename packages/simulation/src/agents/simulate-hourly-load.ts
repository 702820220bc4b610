import { portableExp, portableLog } from '../portable-math.ts';
import { drawQuantile, normalQuantileTable } from '../quantile-tables.ts';
import { seededRandom, type Random } from '../seeded-random.ts';

export type HourlyLoadWorld = {
  readonly seed: number;
  readonly weeks: number;
  /** Calls of an average hour. */
  readonly callsPerHour: number;
  /** Standard deviation of the logarithm of the level, which wanders from hour to hour and returns within a day. */
  readonly wandering: number;
};

export type HourlyLoad = {
  /** Monday 00:00 UTC first. */
  readonly calls: Float64Array;
  /** What each hour's calls were drawn around: the best that any forecast that knew the world could say. */
  readonly expected: Float64Array;
};

const hoursPerWeek = 168;
const persistence = 0.9;

/**
 * Calls per hour of a team: busy on working days from 8 to 18 UTC, quiet at night and on weekends, at a level that
 * wanders (an autoregression of the logarithm, 0.9 from hour to hour); counts are Poisson. The same world gives the same
 * numbers.
 */
export function simulateHourlyLoad({ seed, weeks, callsPerHour, wandering }: HourlyLoadWorld): HourlyLoad {
  const random = seededRandom(seed, 30);
  const normals = normalQuantileTable();
  const profile = Float64Array.from({ length: hoursPerWeek }, (_, hour) => weightOf(hour));
  const average = profile.reduce((sum, weight) => sum + weight, 0) / hoursPerWeek;
  const hours = weeks * hoursPerWeek;
  const calls = new Float64Array(hours);
  const expected = new Float64Array(hours);
  let level = wandering * drawQuantile(normals, random());
  for (let hour = 0; hour < hours; hour += 1) {
    expected[hour] = (callsPerHour * (profile[hour % hoursPerWeek] ?? 0) * portableExp(level)) / average;
    calls[hour] = drawPoisson(expected[hour] ?? 0, random);
    level = persistence * level + wandering * Math.sqrt(1 - persistence ** 2) * drawQuantile(normals, random());
  }
  return { calls, expected };
}

function weightOf(hourOfWeek: number): number {
  const [day, hour] = [Math.floor(hourOfWeek / 24), hourOfWeek % 24];
  const isWorking = day < 5 && hour >= 8 && hour < 18;
  if (isWorking) return hour === 12 ? 6 : 10;
  return day < 5 ? 1 : 0.5;
}

/** Arrivals within a unit of time, one by one. */
function drawPoisson(mean: number, random: Random): number {
  let count = -1;
  for (let time = 0; time < mean; count += 1) time -= portableLog(1 - random());
  return Math.max(0, count);
}
