/** From `start` up to, but not including, `end`. */
export type BucketRange = {
  readonly start: number;
  readonly end: number;
};

/**
 * Ranges of [0, 1) that belong to the variations. With a coverage below 1 each variation keeps the first part of its range,
 * so that raising the coverage moves nobody from one variation to another.
 *
 * @param weights - share of each variation, `>= 0`, with a sum of 1 (within 0.01, as GrowthBook allows)
 * @param coverage - share of users in the experiment, in [0, 1]
 * @throws {RangeError} when the weights or the coverage are out of range
 * @example
 * bucketRanges([0.5, 0.5], 0.5); // [{ start: 0, end: 0.25 }, { start: 0.5, end: 0.75 }]
 */
export function bucketRanges(weights: readonly number[], coverage: number = 1): readonly BucketRange[] {
  if (!(coverage >= 0 && coverage <= 1))
    throw new RangeError(`bucketRanges requires a coverage in [0, 1], got ${coverage}`);
  const wrong = weights.find((weight) => !(weight >= 0 && weight <= 1));
  if (wrong !== undefined) throw new RangeError(`bucketRanges requires weights in [0, 1], got ${wrong}`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total >= 0.99 && total <= 1.01))
    throw new RangeError(`bucketRanges requires weights with a sum of 1, got ${total}`);
  let start = 0;
  return weights.map((weight) => {
    const range = { start, end: start + coverage * weight };
    start += weight;
    return range;
  });
}

/**
 * The variation whose range holds a hash.
 *
 * @param hash - in [0, 1), from `growthBookHash`
 * @returns index of the variation, or `undefined` when the user stays outside the experiment
 * @throws {RangeError} when the hash is outside [0, 1)
 * @example
 * chooseVariation(0.6, bucketRanges([0.5, 0.5])); // 1
 */
export function chooseVariation(hash: number, ranges: readonly BucketRange[]): number | undefined {
  if (!(hash >= 0 && hash < 1)) throw new RangeError(`chooseVariation requires a hash in [0, 1), got ${hash}`);
  const index = ranges.findIndex(({ start, end }) => hash >= start && hash < end);
  return index === -1 ? undefined : index;
}
