import type { SparseVector } from './feature-rarity.ts';
import { positionOf } from './sorted-hashes.ts';

export type PostingLists = {
  /** Number of vectors. */
  readonly size: number;
  /** Every feature of any vector, ascending. */
  readonly hashes: Uint32Array;
  /** One more than features: those of feature `f` are at `offsets[f] … offsets[f + 1] - 1`. */
  readonly offsets: Uint32Array;
  /** Position of the vector, and its value, of each posting. */
  readonly owners: Uint32Array;
  readonly values: Float32Array;
};

/**
 * Which of many vectors have a feature, for the products of one vector with all of them at once. In typed arrays, so that a
 * stored model is read without building anything: 1 ms instead of 80 for 200 skills.
 */
export class FeaturePostings {
  readonly lists: PostingLists;

  constructor(lists: PostingLists) {
    this.lists = lists;
  }

  static of(vectors: readonly SparseVector[]): FeaturePostings {
    const postings = vectors
      .flatMap((vector, owner) => Array.from(vector, ([hash, value]) => ({ hash, owner, value })))
      .toSorted((a, b) => a.hash - b.hash || a.owner - b.owner);
    const starts = postings.flatMap(({ hash }, index) => (postings[index - 1]?.hash === hash ? [] : [index]));
    return new FeaturePostings({
      size: vectors.length,
      hashes: Uint32Array.from(starts, (start) => postings[start]?.hash ?? 0),
      offsets: Uint32Array.from([...starts, postings.length]),
      owners: Uint32Array.from(postings, ({ owner }) => owner),
      values: Float32Array.from(postings, ({ value }) => value),
    });
  }

  /** The product of `vector` with each of them, in their order. */
  products(vector: SparseVector): Float64Array {
    const { size, hashes, offsets, owners, values } = this.lists;
    const products = new Float64Array(size);
    for (const [hash, value] of vector) {
      const feature = positionOf(hashes, hash);
      if (feature === -1) continue;
      const end = offsets[feature + 1] ?? 0;
      for (let at = offsets[feature] ?? 0; at < end; at += 1) {
        const owner = owners[at] ?? 0;
        products[owner] = (products[owner] ?? 0) + value * (values[at] ?? 0);
      }
    }
    return products;
  }
}
