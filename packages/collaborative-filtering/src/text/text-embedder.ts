/** Numbers in an embedding: what V2 of the schema stores (384 float32). */
export const embeddingDimensions = 384;

/** Turns texts into vectors of length 1 (or 0, for a text that says nothing). A model behind it may be remote. */
export type TextEmbedder = {
  /** Names the model and what it learned: vectors of embedders with one id can be compared. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector per text, in their order. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
};
