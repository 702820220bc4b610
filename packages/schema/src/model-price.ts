/** USD per million tokens. */
export type ModelPrice = {
  readonly input: number;
  readonly output: number;
  /** Input served from a cache. */
  readonly cacheRead: number;
  /** Input written to a cache that lives five minutes (30 for OpenAI), and one hour (12 for OpenAI). */
  readonly cacheWrite: number;
  readonly cacheWriteLong: number;
};

/** A price that holds from a UTC day on, until a later one of the same model. */
export type DatedPrice = {
  /** As `plainModelName` makes it. */
  readonly model: string;
  /** Days since 1970-01-01; 0 for any day. */
  readonly fromDay: number;
  readonly price: ModelPrice;
};
