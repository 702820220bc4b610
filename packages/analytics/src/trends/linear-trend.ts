import { type TrendDesign, trendDesign, type WeekdayTerms } from './trend-design.ts';
import type { TrendPoint, TrendSeries } from './trend-points.ts';
import { slopeNoise } from './slope-noise.ts';
import { slopeTest } from './slope-test.ts';
import { type WeightedLeastSquares, weightedLeastSquares } from './weighted-least-squares.ts';

export type LinearTrend = {
  readonly slopePerDay: number;
  /** 95 % interval of the slope. */
  readonly slopeLower: number;
  readonly slopeUpper: number;
  /** Of a slope of 0, two-sided. */
  readonly pValue: number;
  /** The line, on an average day of the week, at a time in days since 1970-01-01. */
  readonly valueAt: (time: number) => number;
  /** Difference of each weekday from the line, Monday first; `undefined` when weekdays are not told apart. */
  readonly weekdayEffects: readonly number[] | undefined;
  /** Scatter over what the calls behind each value explain, 1 for none more; `undefined` when that is not known. */
  readonly dispersion: number | undefined;
  /** In [0, 0.9]. */
  readonly autocorrelation: number;
  readonly degreesOfFreedom: number;
  readonly historyDays: number;
};

export type LinearTrendOptions = {
  /** Days before the window, in order. Used in short windows, which cannot tell a weekday from a slope. */
  readonly history?: readonly TrendPoint[];
  /** Days with no call at all are 0 calls: a series of counts, whose weekend is taken out even of a single week. */
  readonly isCount?: boolean;
};

/** Fewer days leave one degree of freedom or none: what looks like a line is then chance. */
export const leastTrendDays = 4;

const daysToLearnWeekdays = 21;
const countDaysToLearnWeekdays = 14;
const leastHistory = { points: 7, days: 14 } as const;

/**
 * The line through days that stand for different numbers of calls: weighted least squares over the window, with usual
 * differences of weekdays taken out where there are weeks enough to know them.
 *
 * The slope must hold against two measures of noise, and gets the wider of two intervals: what the number of calls alone
 * explains (binomial, Poisson, spread of the durations), and how the days really scatter around the line, with
 * neighbouring days being alike. The first alone calls ordinary weeks of a bursty skill trends; the second alone is
 * fooled by a handful of days that happen to lie on a line.
 *
 * @param series - the window
 * @returns `undefined` for fewer than 4 days, or when they leave nothing to judge by
 * @example
 * linearTrend(trendSeries(days, 'completion_rate'))?.slopePerDay; // 0.01: a point of a percent a day
 */
export function linearTrend(series: TrendSeries, options: LinearTrendOptions = {}): LinearTrend | undefined {
  if (series.points.length < leastTrendDays) return undefined;
  for (const terms of candidateTerms(series.points, options)) {
    const points = [...terms.history, ...series.points];
    const design = trendDesign(series.points, terms);
    if (points.length <= (design.rows[0]?.length ?? 0)) continue;
    const fit = weightedLeastSquares(
      design.rows,
      points.map(({ value }) => value),
      points.map(({ weight }) => weight),
    );
    if (fit !== undefined) return toTrend({ points, design, fit, series, historyDays: terms.history.length });
  }
  return undefined;
}

type Terms = { readonly history: readonly TrendPoint[]; readonly weekdays: WeekdayTerms };

/** What can be told apart depends on which days there are, never on their values; richer first. */
function candidateTerms(window: readonly TrendPoint[], { history = [], isCount = false }: LinearTrendOptions): Terms[] {
  const needed = isCount ? countDaysToLearnWeekdays : daysToLearnWeekdays;
  const usesHistory =
    span(window) < daysToLearnWeekdays && history.length >= leastHistory.points && span(history) >= leastHistory.days;
  const past = usesHistory ? history : [];
  const points = past.length + window.length;
  const days = span(window) + (usesHistory ? span(past) : 0);
  const terms: Terms[] = [];
  const columns = (usesHistory ? 4 : 2) + 6;
  if (days >= needed && points - columns >= 6) terms.push({ history: past, weekdays: 'each' });
  if (isCount && window.length >= 6) terms.push({ history: past, weekdays: 'weekend' });
  if (usesHistory) terms.push({ history: past, weekdays: 'none' });
  terms.push({ history: [], weekdays: 'none' });
  return terms;
}

function span(points: readonly TrendPoint[]): number {
  const first = points[0];
  const last = points.at(-1);
  return first === undefined || last === undefined ? 0 : Math.round(last.time - first.time) + 1;
}

type Fitted = {
  readonly points: readonly TrendPoint[];
  readonly design: TrendDesign;
  readonly fit: WeightedLeastSquares;
  readonly series: TrendSeries;
  readonly historyDays: number;
};

function toTrend({ points, design, fit, series, historyDays }: Fitted): LinearTrend {
  const { samplingVariance } = series;
  const isKnown = samplingVariance !== undefined;
  const effects = centredEffects(points, design, fit);
  const noise = slopeNoise({
    times: points.map(({ time }) => time),
    rows: design.rows,
    from: historyDays,
    values: points.map(({ value }) => value),
    weights: points.map(({ weight }) => weight),
    fit,
    deviations: points.map((point, index) =>
      Math.sqrt(samplingVariance?.(point, point.value - (fit.residuals[index] ?? 0)) ?? 1 / point.weight),
    ),
    isKnown,
  });
  const [, slope = 0] = fit.coefficients;
  const level = (fit.coefficients[0] ?? 0) + effects.centre;
  const test = slopeTest({
    slope: isRounding(slope, points, level) ? 0 : slope,
    samplingError: isKnown ? noise.samplingError : undefined,
    scatterError: noise.scatterError,
    degreesOfFreedom: noise.degreesOfFreedom,
  });
  return {
    ...test,
    valueAt: (time) => level + test.slopePerDay * (time - design.origin),
    weekdayEffects: effects.byWeekday,
    dispersion: isKnown ? noise.dispersion : undefined,
    autocorrelation: noise.autocorrelation,
    degreesOfFreedom: noise.degreesOfFreedom,
    historyDays,
  };
}

/** Differences of the weekdays from what an average call (or, of counts, day) meets. */
function centredEffects(
  points: readonly TrendPoint[],
  { weekdayColumns }: TrendDesign,
  { coefficients }: WeightedLeastSquares,
): { readonly centre: number; readonly byWeekday: readonly number[] | undefined } {
  const effects = weekdayColumns.map((column) => (column === 0 ? 0 : (coefficients[column] ?? 0)));
  if (weekdayColumns.every((column) => column === 0)) return { centre: 0, byWeekday: undefined };
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const centre = points.reduce((sum, { weekday, weight }) => sum + weight * (effects[weekday] ?? 0), 0) / total;
  return { centre, byWeekday: effects.map((effect) => effect - centre) };
}

/** Equal values leave a slope of 1e-17 and as little scatter, whose ratio means nothing. */
function isRounding(slope: number, points: readonly TrendPoint[], level: number): boolean {
  return Math.abs(slope) * span(points) < 1e-10 * Math.max(Math.abs(level), Number.MIN_VALUE);
}
