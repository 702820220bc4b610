import type { DayTotals } from '@skills/analytics';

/** 2026-02-02, a Monday. */
export const monday = 20_486;

/** A whole day without a call, `index` days after `monday`, with what is given. */
export function aDay(index: number, known: Partial<DayTotals> = {}): DayTotals {
  return {
    day: monday + index,
    from: 0,
    to: 1,
    invocations: 0,
    completed: 0,
    failed: 0,
    durationCount: 0,
    durationSecondsSum: 0,
    durationSecondsSquaredSum: 0,
    ...known,
  };
}

/** Whole days, one per rate, each of so many calls. */
export function daysOfRates(rates: readonly number[], calls: number | readonly number[]): readonly DayTotals[] {
  return rates.map((rate, index) => {
    const trials = typeof calls === 'number' ? calls : (calls[index] ?? 0);
    const completed = Math.round(rate * trials);
    return aDay(index, { invocations: trials, completed, failed: trials - completed });
  });
}

export function daysOfCounts(counts: readonly number[]): readonly DayTotals[] {
  return counts.map((invocations, index) => aDay(index, { invocations }));
}

/** Days of calls that each take as long as given. */
export function daysOfDurations(seconds: readonly number[], calls = 1): readonly DayTotals[] {
  return seconds.map((duration, index) =>
    aDay(index, {
      invocations: calls,
      durationCount: calls,
      durationSecondsSum: duration * calls,
      durationSecondsSquaredSum: duration ** 2 * calls,
    }),
  );
}

export type DayWorld = {
  readonly days: number;
  /** Calls of an average day. */
  readonly calls: number;
  readonly rate: number;
  /** Variance of the counts over a Poisson one; 1 for Poisson. */
  readonly overdispersion?: number;
  /** Durations take most of the time to draw; none are drawn when `false`. */
  readonly hasDurations?: boolean;
  /** Weekends have less than half the calls. */
  readonly isWorkweek?: boolean;
  /** Correlation of the logarithm of the volume of neighbouring days. */
  readonly autocorrelation?: number;
  /** What changes from the first to the last of the last `trendDays` days: a difference of the rate, factors of the others. */
  readonly trendDays?: number;
  /** The whole change comes on the first of those days. */
  readonly isStep?: boolean;
  readonly rateChange?: number;
  readonly durationFactor?: number;
  readonly callsFactor?: number;
};

const weekdayFactors = [1.2, 1.3, 1.25, 1.2, 1.1, 0.5, 0.45];
const mostDurations = 100;

/** Days of one skill whose truth is known, beginning at a random weekday. Durations are log-normal with sigma 0.8. */
export function simulatedDays(world: DayWorld, random: () => number): readonly DayTotals[] {
  const { days, overdispersion = 1, autocorrelation = 0, trendDays = days } = world;
  const offset = Math.floor(random() * 7);
  let level = normalDraw(random);
  return Array.from({ length: days }, (_, index) => {
    level = autocorrelation * level + Math.sqrt(1 - autocorrelation ** 2) * normalDraw(random);
    const sinceChange = index - (days - trendDays);
    const drift = Math.max(0, sinceChange / Math.max(1, trendDays - 1));
    const progress = world.isStep === true ? Number(sinceChange >= 0) : drift;
    const weekday = world.isWorkweek === true ? (weekdayFactors[(index + offset) % 7] ?? 1) : 1;
    const wave = autocorrelation === 0 ? 1 : Math.exp(0.3 * level);
    const expected = world.calls * weekday * wave * (1 + ((world.callsFactor ?? 1) - 1) * progress);
    const mean =
      overdispersion > 1 ? gammaDraw(expected / (overdispersion - 1), random) * (overdispersion - 1) : expected;
    const invocations = poissonDraw(mean, random);
    const completed = binomialDraw(invocations, world.rate + (world.rateChange ?? 0) * progress, random);
    const durationCount = world.hasDurations === false ? 0 : Math.min(invocations, mostDurations);
    const median = 10 * (1 + ((world.durationFactor ?? 1) - 1) * progress);
    const durations = Array.from({ length: durationCount }, () => median * Math.exp(0.8 * normalDraw(random)));
    return aDay(index + offset, {
      invocations,
      completed,
      failed: invocations - completed,
      durationCount,
      durationSecondsSum: durations.reduce((sum, seconds) => sum + seconds, 0),
      durationSecondsSquaredSum: durations.reduce((sum, seconds) => sum + seconds ** 2, 0),
    });
  });
}

function normalDraw(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poissonDraw(mean: number, random: () => number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalDraw(random)));
  let probability = Math.exp(-mean);
  let below = probability;
  const at = random();
  let count = 0;
  while (at > below && count < 1000) {
    count += 1;
    probability *= mean / count;
    below += probability;
  }
  return count;
}

function binomialDraw(trials: number, rate: number, random: () => number): number {
  if (trials > 200) {
    const draw = trials * rate + Math.sqrt(trials * rate * (1 - rate)) * normalDraw(random);
    return Math.min(trials, Math.max(0, Math.round(draw)));
  }
  let successes = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < rate) successes += 1;
  return successes;
}

/** Marsaglia & Tsang (2000). */
function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
