export const hoursPerWeek = 168;
const hoursPerDay = 24;
const weeks = 3;
const days = 7;
const recentHours = 3;
const mostLevel = 3;

/**
 * - `same_hour_last_week`, `last_hour`: the naive ones
 * - `weekly`: mean of this hour of the week in up to three weeks; `daily`: of this hour in the last seven days;
 *   `mixed`: of both
 * - `…_half_level`, `…_level`: the same times the square root of, or times, how far the last three known hours lay above
 *   what they were expected to be
 */
export const predictorNames = [
  'mixed_half_level',
  'mixed_level',
  'mixed',
  'weekly',
  'weekly_half_level',
  'weekly_level',
  'daily',
  'daily_half_level',
  'daily_level',
  'same_hour_last_week',
  'last_hour',
] as const;
export type PredictorName = (typeof predictorNames)[number];

/**
 * What each predictor says of each hour from the second week on, and of the `lead` hours behind the last, from the hours
 * at least `lead` before it. In the order of `predictorNames`; entries of the first week are 0.
 */
export function hourPredictions(values: Float64Array, lead: number): readonly Float64Array[] {
  const length = values.length + lead;
  const typical = runningMeans(values, lead);
  const weekly = new Float64Array(length);
  const daily = new Float64Array(length);
  for (let hour = hoursPerDay; hour < length; hour += 1) {
    const ofDay = meanAt(values, hour, { step: hoursPerDay, most: days, lead });
    daily[hour] = ofDay;
    weekly[hour] = hour < hoursPerWeek ? ofDay : meanAt(values, hour, { step: hoursPerWeek, most: weeks, lead });
  }
  const mixed = weekly.map((value, hour) => (value + (daily[hour] ?? 0)) / 2);
  const level = (base: Float64Array, power: number): Float64Array =>
    base.map((value, hour) => value * levelAt(values, base, { hour, lead, typical }) ** power);
  const shifted = (hours: number): Float64Array =>
    Float64Array.from({ length }, (_, hour) => values[hour - hours] ?? 0);
  const byName: Readonly<Record<PredictorName, Float64Array>> = {
    mixed,
    mixed_half_level: level(mixed, 0.5),
    mixed_level: level(mixed, 1),
    weekly,
    weekly_half_level: level(weekly, 0.5),
    weekly_level: level(weekly, 1),
    daily,
    daily_half_level: level(daily, 0.5),
    daily_level: level(daily, 1),
    same_hour_last_week: shifted(hoursPerWeek),
    last_hour: shifted(lead),
  };
  return predictorNames.map((name) => byName[name]);
}

type Steps = { readonly step: number; readonly most: number; readonly lead: number };

function meanAt(values: Float64Array, hour: number, { step, most, lead }: Steps): number {
  let [sum, count] = [0, 0];
  for (let at = hour - step; at >= 0 && count < most; at -= step) {
    if (hour - at < lead) continue;
    sum += values[at] ?? 0;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

type LevelQuestion = { readonly hour: number; readonly lead: number; readonly typical: Float64Array };

/** Recent hours over what was expected of them; drawn to 1 by as much as one typical hour, and never beyond threefold. */
function levelAt(values: Float64Array, expected: Float64Array, { hour, lead, typical }: LevelQuestion): number {
  const weight = typical[hour] ?? 0;
  let [seen, foreseen] = [weight, weight];
  for (let at = hour - lead; at > hour - lead - recentHours && at >= hoursPerDay; at -= 1) {
    seen += values[at] ?? 0;
    foreseen += expected[at] ?? 0;
  }
  return foreseen === 0 ? 1 : Math.min(mostLevel, Math.max(1 / mostLevel, seen / foreseen));
}

/** Mean of all that is known when an hour is forecast. */
function runningMeans(values: Float64Array, lead: number): Float64Array {
  const means = new Float64Array(values.length + lead);
  let sum = 0;
  for (const [index, value] of values.entries()) {
    sum += value;
    means[index + lead] = sum / (index + 1);
  }
  return means;
}
