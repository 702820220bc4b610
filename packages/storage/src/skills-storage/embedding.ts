import { endianness } from 'node:os';

/** Numbers in an embedding of all-MiniLM-L6-v2, the model whose vectors the database holds. */
export const embeddingDimensions = 384;
export const embeddingBytes: number = embeddingDimensions * 4;

/**
 * An embedding as it is stored: 384 little-endian float32, 1536 bytes.
 *
 * @throws {RangeError} when it has not 384 finite numbers
 * @example
 * packEmbedding(new Float32Array(384)).length; // 1536
 */
export function packEmbedding(embedding: ArrayLike<number>): Uint8Array {
  if (embedding.length !== embeddingDimensions) {
    throw new RangeError(`packEmbedding requires ${embeddingDimensions} numbers, got ${embedding.length}`);
  }
  const bytes = new Uint8Array(embeddingBytes);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < embeddingDimensions; index += 1) {
    const value = embedding[index] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`packEmbedding requires finite numbers, got ${value}`);
    view.setFloat32(index * 4, value, true);
  }
  return bytes;
}

/**
 * Inverse of `packEmbedding`.
 *
 * @throws {RangeError} when there are not 1536 bytes
 */
export function unpackEmbedding(bytes: Uint8Array): Float32Array {
  if (bytes.length !== embeddingBytes) {
    throw new RangeError(`unpackEmbedding requires ${embeddingBytes} bytes, got ${bytes.length}`);
  }
  if (endianness() === 'LE') return new Float32Array(bytes.slice().buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: embeddingDimensions }, (_, index) => view.getFloat32(index * 4, true));
}

/**
 * Cosine of the angle between two vectors, in [-1, 1]; 0 when either is the zero vector.
 *
 * @throws {RangeError} when their lengths differ
 * @example
 * cosineSimilarity([1, 0], [1, 1]); // 0.7071
 */
export function cosineSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(`cosineSimilarity requires vectors of one length, got ${a.length} and ${b.length}`);
  }
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let index = 0; index < a.length; index += 1) {
    const x = a[index] ?? 0;
    const y = b[index] ?? 0;
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  if (squaresA === 0 || squaresB === 0) return 0;
  return Math.max(-1, Math.min(1, dot / Math.sqrt(squaresA * squaresB)));
}
