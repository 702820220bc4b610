import { logLosses, mean, standardErrorsBelow } from './classification-scores.ts';
import { insideUnit, logOdds, logistic } from './log-odds.ts';
import { fitLogisticLine } from './logistic-line.ts';

/** A map from a model's probability to one that is as often right as it says. */
export type Calibration =
  | { readonly kind: 'none' }
  /** `logistic(slope * logOdds(p) + intercept)` */
  | { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }
  /** Rises from point to point, straight between them, level outside. */
  | { readonly kind: 'isotonic'; readonly from: readonly number[]; readonly to: readonly number[] };

/** Applies a calibration to one probability. */
export function calibrated(calibration: Calibration, probability: number): number {
  switch (calibration.kind) {
    case 'none':
      return probability;
    case 'platt':
      return logistic(calibration.slope * logOdds(insideUnit(probability)) + calibration.intercept);
    case 'isotonic':
      return interpolated(calibration.from, calibration.to, probability);
    default:
      return calibration satisfies never;
  }
}

function interpolated(from: readonly number[], to: readonly number[], at: number): number {
  let low = 0;
  let high = from.length - 1;
  if (at <= (from[low] ?? 0)) return to[low] ?? 0;
  if (at >= (from[high] ?? 0)) return to[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((from[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  const [left = 0, right = 0] = [from[low], from[high]];
  const share = right > left ? (at - left) / (right - left) : 0;
  return (to[low] ?? 0) + share * ((to[high] ?? 0) - (to[low] ?? 0));
}

/**
 * Platt's calibration: a straight line in log-odds, by maximum likelihood, its targets drawn in a little so that a few rows
 * cannot make it a step.
 *
 * @see Platt (1999), Advances in Large Margin Classifiers, pp. 61-74
 */
export function plattCalibration(probabilities: Float64Array, labels: Uint8Array): Calibration {
  const { slope, intercept } = fitLogisticLine(
    probabilities.map((probability) => logOdds(insideUnit(probability))),
    labels,
  );
  // A falling line would turn the ranking round, which no calibration should do.
  return slope > 0 ? { kind: 'platt', slope, intercept } : { kind: 'none' };
}

/**
 * Isotonic calibration: the rising steps nearest to the outcomes, by pooling neighbours that fall, joined by lines between
 * the centres of the steps. Steps of one class only are held half a row away from 0 and 1.
 *
 * @see Zadrozny and Elkan (2002), KDD, doi:10.1145/775047.775151
 */
export function isotonicCalibration(probabilities: Float64Array, labels: Uint8Array): Calibration {
  if (probabilities.length === 0) return { kind: 'none' };
  const order = Uint32Array.from(probabilities, (_, index) => index).toSorted(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0),
  );
  const steps: Step[] = [];
  for (const row of order) {
    let step: Step = { rows: 1, successes: labels[row] ?? 0, sum: probabilities[row] ?? 0 };
    for (let last = steps.at(-1); last !== undefined && rateOf(last) >= rateOf(step); last = steps.at(-1)) {
      step = { rows: last.rows + step.rows, successes: last.successes + step.successes, sum: last.sum + step.sum };
      steps.pop();
    }
    steps.push(step);
  }
  return { kind: 'isotonic', from: steps.map(({ sum, rows }) => sum / rows), to: ratesInside(steps) };
}

/** Rates with a first of 0 and a last of 1 moved in by half a row, or half way to the next step if that is nearer. */
function ratesInside(steps: readonly Step[]): readonly number[] {
  return steps.map((step, index) => {
    const rate = rateOf(step);
    const [before, after] = [steps[index - 1], steps[index + 1]];
    const halfRow = 0.5 / (step.rows + 1);
    if (rate === 0) return Math.min(halfRow, after === undefined ? 1 : rateOf(after) / 2);
    if (rate === 1) return 1 - Math.min(halfRow, before === undefined ? 1 : (1 - rateOf(before)) / 2);
    return rate;
  });
}

type Step = { readonly rows: number; readonly successes: number; readonly sum: number };

function rateOf({ successes, rows }: Step): number {
  return successes / rows;
}

const fitters = [
  (): Calibration => ({ kind: 'none' }),
  plattCalibration,
  isotonicCalibration,
] as const satisfies readonly ((probabilities: Float64Array, labels: Uint8Array) => Calibration)[];

const blocks = 5;

/** A calibration with the loss that it had on rows it was not fitted to. */
export type ChosenCalibration = {
  readonly calibration: Calibration;
  /** Mean logarithmic loss. */
  readonly loss: number;
  /** Logarithmic loss of each row. */
  readonly losses: Float64Array;
};

/**
 * None, Platt's or isotonic, judged by logarithmic loss when each of five blocks of rows is calibrated by the other four.
 * A calibration with more freedom is taken only when it betters the simpler one by a standard error, row by row.
 *
 * @param probabilities - of rows that the model was not trained on
 */
export function chosenCalibration(probabilities: Float64Array, labels: Uint8Array): ChosenCalibration {
  const [simplest, ...others] = fitters.map((fit) => {
    const losses = logLosses(crossCalibrated(probabilities, labels, fit), labels);
    return { fit, loss: mean(losses), losses };
  });
  if (simplest === undefined) throw new RangeError('chosenCalibration requires a calibration, got none');
  const { fit, loss, losses } = others.reduce(
    (best, candidate) => (standardErrorsBelow(candidate.losses, best.losses) > 1 ? candidate : best),
    simplest,
  );
  return { calibration: fit(probabilities, labels), loss, losses };
}

function crossCalibrated(
  probabilities: Float64Array,
  labels: Uint8Array,
  fit: (probabilities: Float64Array, labels: Uint8Array) => Calibration,
): Float64Array {
  const crossed = new Float64Array(probabilities.length);
  for (let block = 0; block < blocks; block += 1) {
    const from = Math.floor((block * probabilities.length) / blocks);
    const to = Math.floor(((block + 1) * probabilities.length) / blocks);
    const isOutside = (_: number, row: number): boolean => row < from || row >= to;
    const calibration = fit(probabilities.filter(isOutside), labels.filter(isOutside));
    for (let row = from; row < to; row += 1) crossed[row] = calibrated(calibration, probabilities[row] ?? 0);
  }
  return crossed;
}
