import type { Interval } from '../inference/wilson-score-interval.ts';
import { insideUnit } from './log-odds.ts';
import { scoreInterval } from './score-interval.ts';

/** Rows whose probabilities are neighbours: what was said of them, and what came. */
export type ReliabilityBin = {
  /** Least and greatest probability. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly meanProbability: number;
  /** Share of successes. */
  readonly observedRate: number;
};

/**
 * Bins of about equal numbers of rows in the order of their probability; equal probabilities are in one bin.
 *
 * @param probabilities - of rows that the model was not trained on
 * @param bins - at most so many
 * @throws {RangeError} when lengths differ or `bins` is not an integer >= 1
 * @example
 * reliabilityBins(Float64Array.of(0.2, 0.9), Uint8Array.of(0, 1), 2)[1]?.observedRate; // 1
 */
export function reliabilityBins(
  probabilities: Float64Array,
  labels: Uint8Array,
  bins: number,
): readonly ReliabilityBin[] {
  if (probabilities.length !== labels.length) {
    throw new RangeError(`reliabilityBins requires ${probabilities.length} labels, got ${labels.length}`);
  }
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`reliabilityBins requires an integer bins >= 1, got ${bins}`);
  }
  const order = Uint32Array.from(probabilities, (_, index) => index).toSorted(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0),
  );
  const table: ReliabilityBin[] = [];
  for (let start = 0; start < order.length;) {
    const left = bins - table.length;
    let end = start + Math.max(1, Math.round((order.length - start) / Math.max(1, left)));
    const edge = probabilities[order[end - 1] ?? 0];
    while (end < order.length && probabilities[order[end] ?? 0] === edge) end += 1;
    table.push(binOfRows(order.subarray(start, end), probabilities, labels));
    start = end;
  }
  return table;
}

function binOfRows(rows: Uint32Array, probabilities: Float64Array, labels: Uint8Array): ReliabilityBin {
  let sum = 0;
  let successes = 0;
  for (const row of rows) {
    sum += probabilities[row] ?? 0;
    successes += labels[row] ?? 0;
  }
  return {
    from: probabilities[rows[0] ?? 0] ?? 0,
    to: probabilities[rows.at(-1) ?? 0] ?? 0,
    rows: rows.length,
    meanProbability: sum / rows.length,
    observedRate: successes / rows.length,
  };
}

/**
 * Where the success rate of events that the model rates like this one lies, with 95 % confidence: Wilson's interval from
 * the rows of the nearest bin, around the probability itself and around the probability put right by what that bin was
 * off. It is about the rate among such events; one event still either succeeds or fails.
 *
 * @param bins - see `reliabilityBins`; at least one
 * @throws {RangeError} for no bins
 */
export function probabilityInterval(bins: readonly ReliabilityBin[], probability: number): Interval {
  const [first] = bins;
  if (first === undefined) throw new RangeError('probabilityInterval requires a bin, got none');
  const nearest = bins.reduce(
    (best, bin) => (distance(bin, probability) < distance(best, probability) ? bin : best),
    first,
  );
  const plain = scoreInterval(probability, nearest.rows);
  const offset = nearest.observedRate - nearest.meanProbability;
  const corrected = scoreInterval(insideUnit(probability + offset, 0), nearest.rows);
  return {
    lower: Math.min(probability, plain.lower, corrected.lower),
    upper: Math.max(probability, plain.upper, corrected.upper),
  };
}

function distance({ from, to, meanProbability }: ReliabilityBin, probability: number): number {
  if (probability >= from && probability <= to) return Math.abs(probability - meanProbability) * 1e-6;
  return Math.min(Math.abs(probability - from), Math.abs(probability - to));
}
