export type TokenBucketOptions = {
  /** Between two that are let through in the long run. */
  readonly intervalMs: number;
  /** How many are let through at once after a pause. */
  readonly burst: number;
};

/** Lets so many through in a time. */
export class TokenBucket {
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #filledAtMs: number;

  /** @param nowMs - of a clock that never goes back */
  constructor(options: TokenBucketOptions, nowMs: number) {
    if (!(options.intervalMs > 0) || !(options.burst >= 1)) {
      throw new RangeError(
        `TokenBucket requires intervalMs > 0 and burst >= 1, got ${options.intervalMs} and ${options.burst}`,
      );
    }
    this.#options = options;
    this.#tokens = options.burst;
    this.#filledAtMs = nowMs;
  }

  /** @returns whether one more is let through */
  take(nowMs: number): boolean {
    const filled = this.#tokens + Math.max(0, nowMs - this.#filledAtMs) / this.#options.intervalMs;
    this.#tokens = Math.min(this.#options.burst, filled);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
