import { effectOfArms, fisherExactTest, newcombeInterval, ratioOfUsers, twoSidedEffectTest } from '@skills/analytics';
import type { VersionComparison } from '@skills/schema';
import { effectiveCounts, sum, type VersionTally, type VersionUnit } from './version-tally.ts';

type Figures = { readonly effect: number; readonly lower: number; readonly upper: number; readonly pValue: number };

/** One version beside the one before, not yet judged: that needs the p-values of all of them. */
export type VersionDifference = {
  readonly from: string;
  readonly to: string;
  /** Difference of the completion rates; `undefined` for too little data. */
  readonly rate: Figures | undefined;
  /** Difference of the mean logarithms of durations. */
  readonly logDuration: Figures | undefined;
};

/** Each version has at least so many known outcomes, or durations, of at least so many users. */
export const minOutcomes = 10;
const fewestUnits = 2;

/** The newer of two versions against the older. */
export function versionDifference(old: VersionTally, young: VersionTally): VersionDifference {
  return {
    from: old.version,
    to: young.version,
    rate: rateFigures(old, young),
    logDuration: durationFigures(old, young),
  };
}

function rateFigures(old: VersionTally, young: VersionTally): Figures | undefined {
  const [before, after] = [old.units, young.units].map((units) =>
    units.filter(({ completed, failed }) => completed + failed > 0),
  );
  if (before === undefined || after === undefined) return undefined;
  const known = (units: readonly VersionUnit[]): number => sum(units, ({ completed, failed }) => completed + failed);
  if (Math.min(known(before), known(after)) < minOutcomes) return undefined;
  if (Math.min(before.length, after.length) < fewestUnits) return undefined;
  const rate = (units: readonly VersionUnit[]): number => sum(units, ({ completed }) => completed) / known(units);
  const [a, b] = [effectiveCounts(after), effectiveCounts(before)];
  const effect = rate(after) - rate(before);
  const interval = newcombeInterval(a, b);
  return {
    effect,
    lower: Math.min(interval.lower, effect),
    upper: Math.max(interval.upper, effect),
    pValue: fisherExactTest(a, b),
  };
}

function durationFigures(old: VersionTally, young: VersionTally): Figures | undefined {
  const arms = [old, young].map(({ units }) => units.filter(({ durations }) => durations > 0));
  const [before, after] = arms.map((units) => {
    const durations = sum(units, (unit) => unit.durations);
    if (durations < minOutcomes || units.length < fewestUnits) return undefined;
    return ratioOfUsers({
      users: units.length,
      numerator: { sum: sum(units, ({ logSum }) => logSum), sumOfSquares: sum(units, ({ logSum }) => logSum ** 2) },
      denominator: { sum: durations, sumOfSquares: sum(units, (unit) => unit.durations ** 2) },
      sumOfProducts: sum(units, (unit) => unit.logSum * unit.durations),
    });
  });
  if (before === undefined || after === undefined) return undefined;
  const estimate = effectOfArms(before, after);
  if (estimate.kind !== 'estimated') return undefined;
  const { pValue, interval } = twoSidedEffectTest(estimate);
  return { effect: estimate.effect, lower: interval.lower, upper: interval.upper, pValue };
}

/** @param qValues - of the rate and of the duration, among all comparisons that are told of */
export function versionComparison(
  { from, to, rate, logDuration }: VersionDifference,
  qValues: { readonly rate: number | undefined; readonly duration: number | undefined },
): VersionComparison {
  const shown = logDuration === undefined ? undefined : exponentials(logDuration);
  return {
    from,
    to,
    completionRate: {
      verdict: verdict(rate, qValues.rate, { above: 'better', below: 'worse' }),
      difference: rate?.effect ?? null,
      lower: rate?.lower ?? null,
      upper: rate?.upper ?? null,
      pValue: rate?.pValue ?? null,
      qValue: qValues.rate ?? null,
    },
    duration: {
      verdict: verdict(logDuration, qValues.duration, { above: 'slower', below: 'faster' }),
      ratio: shown?.effect ?? null,
      lower: shown?.lower ?? null,
      upper: shown?.upper ?? null,
      pValue: logDuration?.pValue ?? null,
      qValue: qValues.duration ?? null,
    },
  };
}

const mostQ = 0.05;

function verdict<Word extends string>(
  figures: Figures | undefined,
  qValue: number | undefined,
  words: { readonly above: Word; readonly below: Word },
): Word | 'no-difference-found' | 'insufficient-data' {
  if (figures === undefined || qValue === undefined) return 'insufficient-data';
  if (qValue > mostQ || (figures.lower <= 0 && figures.upper >= 0)) return 'no-difference-found';
  return figures.effect > 0 ? words.above : words.below;
}

function exponentials({ effect, lower, upper }: Figures): Omit<Figures, 'pValue'> {
  // A few durations that differ widely have an interval whose ends no number holds.
  const bounded = (power: number): number => Math.exp(Math.max(-700, Math.min(700, power)));
  return { effect: bounded(effect), lower: bounded(lower), upper: bounded(upper) };
}
