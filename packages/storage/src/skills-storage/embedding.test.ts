import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosineSimilarity, embeddingDimensions, packEmbedding, unpackEmbedding } from './embedding.ts';

const embeddings = fc.float32Array({
  minLength: embeddingDimensions,
  maxLength: embeddingDimensions,
  noNaN: true,
  noDefaultInfinity: true,
});

test('packs an embedding as 1536 little-endian bytes', () => {
  const packed = packEmbedding(Float32Array.from({ length: embeddingDimensions }, (_, index) => (index === 1 ? 1 : 0)));

  expect(packed).toHaveLength(1536);
  expect([...packed.subarray(4, 8)]).toEqual([0, 0, 0x80, 0x3f]);
});

test('unpacks every embedding that was packed, also from the middle of a larger buffer', () => {
  fc.assert(
    fc.property(embeddings, (embedding) => {
      const shifted = new Uint8Array(1539);
      shifted.set(packEmbedding(embedding), 3);

      expect(unpackEmbedding(shifted.subarray(3))).toEqual(embedding);
    }),
  );
});

test('refuses bytes of another length and numbers that are not finite', () => {
  expect(() => unpackEmbedding(new Uint8Array(1535))).toThrow(RangeError);
  expect(() => packEmbedding([1, 2, 3])).toThrow(RangeError);
  expect(() => packEmbedding(new Float32Array(embeddingDimensions).fill(Number.NaN))).toThrow(RangeError);
});

test('gives 1 for parallel, -1 for opposite, 0 for orthogonal and for zero vectors', () => {
  expect(cosineSimilarity([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(cosineSimilarity([1, 2, 3], [-1, -2, -3])).toBeCloseTo(-1, 12);
  expect(cosineSimilarity([1, 0], [0, 5])).toBe(0);
  expect(cosineSimilarity([0, 0], [1, 1])).toBe(0);
  // numpy: a @ b / (norm(a) * norm(b)) of [1, 0] and [1, 1]
  expect(cosineSimilarity([1, 0], [1, 1])).toBeCloseTo(0.7071067811865475, 15);
});

test('stays within [-1, 1] and is symmetric for all vectors', () => {
  fc.assert(
    fc.property(embeddings, embeddings, (a, b) => {
      const similarity = cosineSimilarity(a, b);

      expect(Math.abs(similarity)).toBeLessThanOrEqual(1);
      expect(cosineSimilarity(b, a)).toBe(similarity);
    }),
  );
});
