import { positionOf } from './sorted-hashes.ts';
import type { TextFeatures } from './text-features.ts';

/** Weights by hash, of length 1 together (or none). */
export type SparseVector = ReadonlyMap<number, number>;

/**
 * How telling a feature is: the inverse document frequency in a corpus. A feature of one text or of none counts most, so
 * that only features of several texts need remembering.
 */
export class FeatureRarity {
  readonly texts: number;
  /** Hashes of the features that several texts have, ascending, and how many have each. */
  readonly hashes: Uint32Array;
  readonly counts: Uint32Array;

  constructor(texts: number, hashes: Uint32Array, counts: Uint32Array) {
    this.texts = texts;
    this.hashes = hashes;
    this.counts = counts;
  }

  static learn(corpus: readonly TextFeatures[]): FeatureRarity {
    const counts = new Map<number, number>();
    for (const features of corpus) {
      for (const hash of features.keys()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    const shared = [...counts].filter(([, count]) => count > 1).toSorted(([a], [b]) => a - b);
    return new FeatureRarity(
      corpus.length,
      Uint32Array.from(shared, ([hash]) => hash),
      Uint32Array.from(shared, ([, count]) => count),
    );
  }

  /** The features weighted by their rarity, as a vector of length 1. */
  weigh(features: TextFeatures): SparseVector {
    const weighted = [...features].map(([hash, weight]) => [hash, weight * this.#of(hash)] as const);
    const length = Math.sqrt(weighted.reduce((sum, [, value]) => sum + value * value, 0));
    return new Map(length === 0 ? [] : weighted.map(([hash, value]) => [hash, value / length]));
  }

  #of(hash: number): number {
    const count = this.counts[positionOf(this.hashes, hash)] ?? 1;
    return Math.log((this.texts + 1) / count) + 0.1;
  }
}

/** Inner product; the cosine of two vectors of length 1. */
export function sparseProduct(a: SparseVector, b: SparseVector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [hash, value] of small) sum += value * (large.get(hash) ?? 0);
  return sum;
}
