import { FeaturePostings } from './feature-postings.ts';
import { FeatureRarity } from './feature-rarity.ts';
import { type LandmarkModel, packLandmarkModel, unpackLandmarkModel } from './landmark-model.ts';
import { pivotedCholesky } from './pivoted-cholesky.ts';
import { embeddingDimensions, type TextEmbedder } from './text-embedder.ts';
import { textFeatures } from './text-features.ts';

const tolerance = 1e-4;
// How much nearness to texts that are near the query counts beside nearness to the query: from 1 to 10 the search bench
// says the same. It grows with the corpus by itself, hence the bound.
const diffusion = 3;
const diffusedTexts = 600;

/**
 * The embedder that needs no download: hashed words, pairs of words and n-grams of characters, weighted by how rare they
 * are in a corpus. Hashing them straight into 384 dimensions adds more noise than descriptions have signal (NDCG@10 0.72
 * against 0.82), so a text is described by its products with up to 384 texts of the corpus, decorrelated: within a corpus
 * of at most 384 texts cosines are exact. What similar texts of the corpus have in common is then mixed in (K + aK²), which
 * finds `dunning` for `recurring payments`. Deterministic, whatever the order of the corpus.
 *
 * @see Weinberger et al. (2009), doi:10.1145/1553374.1553516 (hashed features); Fine and Scheinberg (2001), JMLR 2:243-264
 *   (low-rank kernels)
 */
export class NgramTextEmbedder implements TextEmbedder {
  readonly id: string;
  readonly dimensions: number = embeddingDimensions;
  readonly #model: LandmarkModel;

  private constructor(model: LandmarkModel, id: string) {
    this.id = id;
    this.#model = model;
  }

  /** Learns from a corpus what is common, what is telling and what belongs together. */
  static learn(corpus: readonly string[]): NgramTextEmbedder {
    // The order must not matter: pivots of equal weight are taken in it.
    const features = [...new Set(corpus)].toSorted().map(textFeatures);
    const rarity = FeatureRarity.learn(features);
    const vectors = features.map((each) => rarity.weigh(each)).filter(({ size }) => size > 0);
    const postings = FeaturePostings.of(vectors);
    const column = (row: number): Float64Array => postings.products(vectors[row] ?? new Map());
    const factor = pivotedCholesky(vectors.length, column, { maxRank: embeddingDimensions, tolerance });
    const rows = factor.pivots.flatMap((pivot) => [
      ...factor.lower.subarray(pivot * factor.rank, (pivot + 1) * factor.rank),
    ]);
    const landmarks = FeaturePostings.of(factor.pivots.map((pivot) => vectors[pivot] ?? new Map()));
    const mixing = mixingOf(factor.lower, factor.rank);
    const model = { rarity, landmarks, lower: Float32Array.from(rows), mixing };
    return new NgramTextEmbedder(model, digestOf(packLandmarkModel(model)));
  }

  /** @returns `undefined` when the bytes are no model of this embedder */
  static restore(bytes: Uint8Array): NgramTextEmbedder | undefined {
    const model = unpackLandmarkModel(bytes);
    return model === undefined ? undefined : new NgramTextEmbedder(model, digestOf(bytes));
  }

  /** What `restore` takes. */
  pack(): Uint8Array {
    return packLandmarkModel(this.#model);
  }

  embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.embedOne(text)));
  }

  /** @returns 384 numbers of length 1; zeros for a text that has nothing in common with the corpus */
  embedOne(text: string): Float32Array {
    const { rarity, lower, mixing, landmarks } = this.#model;
    const products = landmarks.products(rarity.weigh(textFeatures(text)));
    return mixed(forwardSubstitution(lower, products), mixing, landmarks.lists.size);
  }
}

/** Solves Ly = k in place. */
function forwardSubstitution(lower: Float32Array, values: Float64Array): Float64Array {
  const rank = values.length;
  for (let row = 0; row < rank; row += 1) {
    let rest = values[row] ?? 0;
    for (let column = 0; column < row; column += 1) rest -= (lower[row * rank + column] ?? 0) * (values[column] ?? 0);
    values[row] = rest / (lower[row * rank + row] ?? 1);
  }
  return values;
}

/** yC at length 1. */
function mixed(values: Float64Array, mixing: Float32Array, rank: number): Float32Array {
  const sums = new Float64Array(embeddingDimensions);
  for (let row = 0; row < rank; row += 1) {
    const value = values[row] ?? 0;
    if (value === 0) continue;
    for (let column = 0; column <= row; column += 1) {
      sums[column] = (sums[column] ?? 0) + value * (mixing[row * rank + column] ?? 0);
    }
  }
  const length = Math.sqrt(sums.reduce((total, value) => total + value * value, 0));
  return length === 0 ? new Float32Array(embeddingDimensions) : Float32Array.from(sums, (value) => value / length);
}

/** C of CCᵀ = I + aLᵀL: with K = LLᵀ, the products of rows of LC are K + aK². */
function mixingOf(lower: Float64Array, rank: number): Float32Array {
  const texts = rank === 0 ? 0 : lower.length / rank;
  const share = Math.min(diffusion, diffusedTexts / Math.max(1, texts));
  const gram = new Float64Array(rank * rank);
  for (let text = 0; text < texts; text += 1) {
    for (let a = 0; a < rank; a += 1) {
      const value = (lower[text * rank + a] ?? 0) * share;
      if (value === 0) continue;
      for (let b = 0; b <= a; b += 1) {
        gram[a * rank + b] = (gram[a * rank + b] ?? 0) + value * (lower[text * rank + b] ?? 0);
      }
    }
  }
  for (let a = 0; a < rank; a += 1) gram[a * rank + a] = (gram[a * rank + a] ?? 0) + 1;
  return Float32Array.from(choleskyFactor(gram, rank));
}

/** L of a positive definite matrix of which the lower triangle is given; in place. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) rest -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0);
      matrix[row * size + column] = row === column ? Math.sqrt(rest) : rest / (matrix[column * size + column] ?? 1);
    }
  }
  return matrix;
}

/** Version and FNV-1a over the 32-bit words, twice with different starts: 64 bits in hex. */
function digestOf(bytes: Uint8Array): string {
  let first = 0x811c9dc5;
  let second = 0x01234567;
  for (const word of new Uint32Array(bytes.slice().buffer)) {
    first = Math.imul(first ^ word, 0x01000193);
    second = Math.imul(second ^ (word >>> 7) ^ word, 0x85ebca6b) + 1;
  }
  return `ngrams-1:${[first, second].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('')}`;
}
