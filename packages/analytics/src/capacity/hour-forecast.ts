import type { Interval } from '../inference/interval.ts';
import { hourPredictions, hoursPerWeek, predictorNames, type PredictorName } from './hour-predictors.ts';
import { PastErrors } from './past-errors.ts';

export type HourForecast =
  | {
      readonly kind: 'forecast';
      readonly expected: number;
      /** Holds the hour to come in `confidence` of all hours. */
      readonly interval: Interval;
      readonly confidence: number;
      /** Which predictor has erred least of late. */
      readonly predictor: PredictorName;
      readonly backtest: HourBacktest;
    }
  | { readonly kind: 'insufficient-data'; readonly requiredHours: number; readonly actualHours: number };

/** The same forecast made for past hours from what was known before each of them. */
export type HourBacktest = {
  readonly hours: number;
  /** Hours whose value lay within the interval. */
  readonly covered: number;
  readonly meanAbsoluteError: number;
  /** Of guessing the value of the same hour a week before, and of the last whole hour known. */
  readonly sameHourLastWeekError: number;
  readonly lastHourError: number;
};

export type HourForecastOptions = {
  /** Hours from the last value to the hour that is forecast: 1 for the next one, 2 when the hour between is not over. */
  readonly lead?: number;
  /** Default 0.9. */
  readonly confidence?: number;
};

const leastResiduals = 48;
const leastBacktest = 24;
// An error counts half as much as one three days later.
const memory = 2 ** (-1 / 72);

/**
 * The value of an hour to come, by the predictor that has erred least until then (among them the two naive ones), with a
 * conformal interval: the errors of past hours of like size on the scale of the square root, on which counts scatter
 * alike. Every past hour is forecast in the same way from what was known then, which is the backtest.
 *
 * @param values - one per hour, each >= 0; an hour in which nothing ran is 0
 * @throws {RangeError} when the lead is not a whole number of hours from 1 to 24, or the confidence is not in (0, 1)
 * @see Vovk, Gammerman & Shafer, Algorithmic Learning in a Random World (2005), for conformal prediction
 */
export function hourForecast(
  values: Float64Array,
  { lead = 1, confidence = 0.9 }: HourForecastOptions = {},
): HourForecast {
  if (!Number.isSafeInteger(lead) || lead < 1 || lead > 24) {
    throw new RangeError(`hourForecast requires a lead from 1 to 24 hours, got ${lead}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`hourForecast requires a confidence in (0, 1), got ${confidence}`);
  }
  const requiredHours = hoursPerWeek + leastResiduals + leastBacktest;
  if (values.length < requiredHours) {
    return { kind: 'insufficient-data', requiredHours, actualHours: values.length };
  }
  const predictions = hourPredictions(values, lead);
  const errors = new Float64Array(predictorNames.length);
  const expectedAt = new Float64Array(values.length);
  const past = new PastErrors();
  const learn = (hour: number): void => {
    if (hour < hoursPerWeek) return;
    const value = values[hour] ?? 0;
    const expectedRoot = Math.sqrt(expectedAt[hour] ?? 0);
    past.add(expectedRoot, Math.abs(Math.sqrt(value) - expectedRoot));
    for (const [index, predicted] of predictions.entries()) {
      errors[index] = (errors[index] ?? 0) * memory + Math.abs(value - (predicted[hour] ?? 0));
    }
  };
  const sums = { hours: 0, covered: 0, own: 0, week: 0, hour: 0 };
  for (let hour = hoursPerWeek; hour < values.length; hour += 1) {
    learn(hour - lead);
    const value = values[hour] ?? 0;
    const expected = predictions[leastIndex(errors)]?.[hour] ?? 0;
    expectedAt[hour] = expected;
    if (past.count < leastResiduals) continue;
    const interval = past.interval(expected, confidence);
    sums.hours += 1;
    // An interval without width must hold what it stands for, whatever a root and a square have rounded.
    const rounding = 1e-9 * (1 + value);
    if (value >= interval.lower - rounding && value <= interval.upper + rounding) sums.covered += 1;
    sums.own += Math.abs(value - expected);
    sums.week += Math.abs(value - (values[hour - hoursPerWeek] ?? 0));
    sums.hour += Math.abs(value - (values[hour - lead] ?? 0));
  }
  for (let hour = values.length - lead; hour < values.length; hour += 1) learn(hour);
  const chosen = leastIndex(errors);
  const expected = predictions[chosen]?.[values.length - 1 + lead] ?? 0;
  return {
    kind: 'forecast',
    expected,
    interval: past.interval(expected, confidence),
    confidence,
    predictor: predictorNames[chosen] ?? 'last_hour',
    backtest: {
      hours: sums.hours,
      covered: sums.covered,
      meanAbsoluteError: sums.own / sums.hours,
      sameHourLastWeekError: sums.week / sums.hours,
      lastHourError: sums.hour / sums.hours,
    },
  };
}

function leastIndex(values: Float64Array): number {
  let least = 0;
  for (const [index, value] of values.entries()) if (value < (values[least] ?? Infinity)) least = index;
  return least;
}
