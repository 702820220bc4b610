export type VersionedCacheOptions<Value> = {
  readonly load: () => Promise<Value>;
  /** Another text after every change of what is loaded. */
  readonly version: () => Promise<string>;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  readonly ttlMs: number;
};

type Entry<Value> = { readonly version: string; readonly loadedAtMs: number; readonly value: Promise<Value> };

/** One value that is loaded again when it has changed, or is too old. Those who ask at once wait for one load. */
export class VersionedCache<Value> {
  readonly #options: VersionedCacheOptions<Value>;
  #entry: Entry<Value> | undefined;

  constructor(options: VersionedCacheOptions<Value>) {
    this.#options = options;
  }

  /** A failed load is not kept. */
  async get(): Promise<Value> {
    const { load, now, ttlMs } = this.#options;
    // Read before the load: a change during the load is seen the next time.
    const version = await this.#options.version();
    const kept = this.#entry;
    if (kept !== undefined && kept.version === version && now() - kept.loadedAtMs < ttlMs) return kept.value;
    const entry: Entry<Value> = { version, loadedAtMs: now(), value: load() };
    this.#entry = entry;
    try {
      return await entry.value;
    } catch (error) {
      if (this.#entry === entry) this.#entry = undefined;
      throw error;
    }
  }

  clear(): void {
    this.#entry = undefined;
  }
}
