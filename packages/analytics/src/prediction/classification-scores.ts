import { insideUnit } from './log-odds.ts';

/**
 * Area under the ROC curve: the chance that a success has a higher score than a failure, ties counting half.
 *
 * @returns `undefined` when one of the classes is missing
 * @throws {RangeError} when lengths differ or a score is not a number
 * @see Hanley and McNeil (1982), Radiology 143(1):29-36, doi:10.1148/radiology.143.1.7063747
 * @example
 * areaUnderCurve(Float64Array.of(0.2, 0.9), Uint8Array.of(0, 1)); // 1
 */
export function areaUnderCurve(scores: Float64Array, labels: Uint8Array): number | undefined {
  requirePairs('areaUnderCurve', scores, labels);
  const order = Uint32Array.from(scores, (_, index) => index).toSorted((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tiedPositives = 0;
    const score = scores[order[start] ?? 0];
    for (; end < order.length && scores[order[end] ?? 0] === score; end += 1) {
      tiedPositives += labels[order[end] ?? 0] ?? 0;
    }
    // The mean rank of the tie, counted from 1.
    rankSum += tiedPositives * ((start + end + 1) / 2);
    positives += tiedPositives;
    start = end;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Logarithmic loss of each row in nats, probabilities kept 1e-6 away from 0 and 1. */
export function logLosses(probabilities: Float64Array, labels: Uint8Array): Float64Array {
  requirePairs('logLosses', probabilities, labels);
  return probabilities.map((probability, row) => {
    const inside = insideUnit(probability);
    return -Math.log(labels[row] === 1 ? inside : 1 - inside);
  });
}

/**
 * Mean logarithmic loss in nats.
 *
 * @throws {RangeError} for no rows, different lengths or a probability that is not a number
 */
export function logLoss(probabilities: Float64Array, labels: Uint8Array): number {
  return mean(logLosses(probabilities, labels));
}

/**
 * Mean squared distance of the probability from the outcome.
 *
 * @throws {RangeError} for no rows, different lengths or a probability that is not a number
 * @see Brier (1950), Monthly Weather Review 78(1):1-3
 */
export function brierScore(probabilities: Float64Array, labels: Uint8Array): number {
  requirePairs('brierScore', probabilities, labels);
  return mean(probabilities.map((probability, row) => (probability - (labels[row] ?? 0)) ** 2));
}

/** By how many standard errors of the difference the mean of some losses is below that of others, row by row. */
export function standardErrorsBelow(losses: Float64Array, others: Float64Array): number {
  const falls = others.map((loss, row) => loss - (losses[row] ?? 0));
  const fall = mean(falls);
  const variance = falls.reduce((sum, value) => sum + (value - fall) ** 2, 0) / Math.max(1, falls.length - 1);
  return variance === 0 ? 0 : fall / Math.sqrt(variance / falls.length);
}

/** @throws {RangeError} for no values */
export function mean(values: Float64Array): number {
  if (values.length === 0) throw new RangeError('mean requires values, got none');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function requirePairs(caller: string, scores: Float64Array, labels: Uint8Array): void {
  if (scores.length !== labels.length) {
    throw new RangeError(`${caller} requires a score per label, got ${scores.length} for ${labels.length}`);
  }
  const bad = scores.findIndex((score) => Number.isNaN(score));
  if (bad >= 0) throw new RangeError(`${caller} requires numbers, got ${scores[bad]} in row ${bad}`);
}
