import { FeaturePostings } from './feature-postings.ts';
import { FeatureRarity } from './feature-rarity.ts';

/** What an embedder learned from its corpus. Numbers are float32, so that a stored model embeds bit for bit the same. */
export type LandmarkModel = {
  readonly rarity: FeatureRarity;
  /** Features of the landmarks. */
  readonly landmarks: FeaturePostings;
  /** rank × rank, row-major, lower triangular: the factor of the landmarks' own products. */
  readonly lower: Float32Array;
  /** rank × rank, row-major, lower triangular: what nearness to similar texts adds. */
  readonly mixing: Float32Array;
};

const magic = 0x534b4c32;
const headerWords = 6;

/** 32-bit words in the order of this machine, which is little-endian wherever Node runs. */
export function packLandmarkModel({ rarity, landmarks, lower, mixing }: LandmarkModel): Uint8Array {
  const { size, hashes, offsets, owners, values } = landmarks.lists;
  const parts = [
    Uint32Array.of(magic, rarity.texts, rarity.hashes.length, size, hashes.length, owners.length),
    rarity.hashes,
    rarity.counts,
    hashes,
    offsets,
    owners,
    bitsOf(values),
    bitsOf(lower),
    bitsOf(mixing),
  ];
  const packed = new Uint32Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return new Uint8Array(packed.buffer);
}

/**
 * Inverse of `packLandmarkModel`.
 *
 * @returns `undefined` for bytes that are no such model, or a damaged one
 */
export function unpackLandmarkModel(bytes: Uint8Array): LandmarkModel | undefined {
  if (bytes.length % 4 !== 0) return undefined;
  const words = new Uint32Array(bytes.slice().buffer);
  const [found = 0, texts = 0, known = 0, rank = 0, features = 0, postings = 0] = words;
  const expected = headerWords + 2 * known + 2 * features + 1 + 2 * postings + 2 * rank * rank;
  if (found !== magic || words.length !== expected) return undefined;
  let at = headerWords;
  const take = (length: number): Uint32Array => words.subarray(at, (at += length));
  const rarity = new FeatureRarity(texts, take(known), take(known));
  const lists = { size: rank, hashes: take(features), offsets: take(features + 1), owners: take(postings) };
  if (lists.offsets.at(-1) !== postings || lists.owners.some((owner) => owner >= rank)) return undefined;
  const values = numbersOf(take(postings));
  return {
    rarity,
    landmarks: new FeaturePostings({ ...lists, values }),
    lower: numbersOf(take(rank * rank)),
    mixing: numbersOf(take(rank * rank)),
  };
}

function bitsOf(numbers: Float32Array): Uint32Array {
  return new Uint32Array(numbers.slice().buffer);
}

function numbersOf(bits: Uint32Array): Float32Array {
  return new Float32Array(bits.slice().buffer);
}
