/** Similarities of `size` things with each other in [-1, 1], row-major and symmetric. */
export type SimilarityMatrix = { readonly size: number; readonly values: Float32Array };

/** One way to look at things: a vector of each, or `undefined` where nothing is known. */
export type FeatureBlock = {
  /** How much it counts beside the others, more than 0. */
  readonly weight: number;
  readonly vectors: readonly (ArrayLike<number> | undefined)[];
};

/**
 * Cosines of several kinds, averaged by weight. A kind that one of two things lacks takes no part in their average; with
 * none in common they are not similar (0).
 *
 * @throws {RangeError} when blocks differ in their number of things
 */
export function combinedSimilarities(blocks: readonly FeatureBlock[]): SimilarityMatrix {
  const size = blocks[0]?.vectors.length ?? 0;
  if (blocks.some(({ vectors }) => vectors.length !== size)) {
    throw new RangeError('combinedSimilarities requires one vector of each thing in every block');
  }
  const units = blocks.map(({ vectors }) => vectors.map(unitVector));
  const values = new Float32Array(size * size);
  for (let a = 0; a < size; a += 1) {
    values[a * size + a] = 1;
    for (let b = 0; b < a; b += 1) {
      let sum = 0;
      let weights = 0;
      for (let block = 0; block < blocks.length; block += 1) {
        const [x, y] = [units[block]?.[a], units[block]?.[b]];
        if (x === undefined || y === undefined) continue;
        const weight = blocks[block]?.weight ?? 0;
        sum += weight * product(x, y);
        weights += weight;
      }
      const similarity = weights === 0 ? 0 : sum / weights;
      values[a * size + b] = similarity;
      values[b * size + a] = similarity;
    }
  }
  return { size, values };
}

/** @returns `undefined` for the zero vector, which has no direction */
function unitVector(vector: ArrayLike<number> | undefined): Float64Array | undefined {
  if (vector === undefined) return undefined;
  const unit = Float64Array.from(vector);
  const length = Math.sqrt(product(unit, unit));
  return length === 0 ? undefined : unit.map((value) => value / length);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
