import type { TextEmbedder } from '@skills/collaborative-filtering';

const defaultSize = 1024;

/**
 * An embedder that remembers the vectors of the texts asked for last. Texts that are asked for at once cross in one batch,
 * each once; two askers share one answer; a failure is told and not remembered.
 */
export class CachedEmbedder implements TextEmbedder {
  readonly id: string;
  readonly dimensions: number;
  readonly #inner: TextEmbedder;
  readonly #size: number;
  /** The least recently asked for first. */
  readonly #known = new Map<string, Promise<Float32Array>>();

  /** @param options - `size`: texts that are remembered, default 1024 */
  constructor(inner: TextEmbedder, { size = defaultSize }: { readonly size?: number } = {}) {
    if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`size requires a positive integer, got ${size}`);
    this.id = inner.id;
    this.dimensions = inner.dimensions;
    this.#inner = inner;
    this.#size = size;
  }

  async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const missing = [...new Set(texts)].filter((text) => !this.#known.has(text));
    const batch = missing.length === 0 ? Promise.resolve([]) : this.#inner.embed(missing);
    missing.forEach((text, index) =>
      this.#remember(
        text,
        batch.then((vectors) => requireVector(vectors[index])),
      ),
    );
    const asked = texts.map((text) => this.#ask(text));
    this.#forgetOldest();
    return Promise.all(asked);
  }

  clear(): void {
    this.#known.clear();
  }

  #remember(text: string, vector: Promise<Float32Array>): void {
    this.#known.set(text, vector);
    vector.catch(() => {
      if (this.#known.get(text) === vector) this.#known.delete(text);
    });
  }

  #ask(text: string): Promise<Float32Array> {
    const vector = this.#known.get(text);
    if (vector === undefined) throw new RangeError('CachedEmbedder lost a text that it was asked for');
    this.#known.delete(text);
    this.#known.set(text, vector);
    return vector;
  }

  #forgetOldest(): void {
    for (const text of this.#known.keys()) {
      if (this.#known.size <= this.#size) return;
      this.#known.delete(text);
    }
  }
}

function requireVector(vector: Float32Array | undefined): Float32Array {
  if (vector === undefined) throw new RangeError('an embedder gave fewer vectors than it was asked for');
  return vector;
}
