import type { MetricsSnapshot } from '@skills/schema';
import type { MetricsSource } from './metrics-source.ts';

export type SnapshotKeeperOptions = {
  readonly source: MetricsSource;
  readonly intervalMs: number;
  /** After which a refresh counts as failed; its answer is taken all the same when it comes. */
  readonly timeoutMs: number;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
  readonly onProblem: (error: unknown) => void;
};

/** How the refreshing goes. */
export type RefreshState = {
  readonly snapshot: MetricsSnapshot | undefined;
  /** UTC epoch milliseconds of the snapshot; `undefined` before the first. */
  readonly refreshedAtMs: number | undefined;
  /** Of the last refresh that succeeded. */
  readonly durationSeconds: number | undefined;
  readonly errors: number;
  /** The last refresh failed, or nothing came for three intervals. */
  readonly isStale: boolean;
};

const staleAfterIntervals = 3;

/**
 * The last snapshot, refreshed in the background: whoever asks for it never waits for the database. One that hangs is not
 * asked again until it answers.
 */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  #snapshot: MetricsSnapshot | undefined;
  #refreshedAtMs: number | undefined;
  #durationSeconds: number | undefined;
  #errors = 0;
  #hasFailed = false;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
  }

  get state(): RefreshState {
    const { intervalMs, nowMs } = this.#options;
    const refreshedAtMs = this.#refreshedAtMs;
    const isOld = refreshedAtMs === undefined || nowMs() - refreshedAtMs > staleAfterIntervals * intervalMs;
    return {
      snapshot: this.#snapshot,
      refreshedAtMs,
      durationSeconds: this.#durationSeconds,
      errors: this.#errors,
      isStale: isOld || this.#hasFailed,
    };
  }

  /** Begins; returns when there is a first snapshot, or when the first refresh failed or took too long. */
  async start(): Promise<void> {
    await this.#refresh();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Never rejects. Returns when the refresh is done or out of time; the next begins an interval after it is done. */
  async #refresh(): Promise<void> {
    const { timeoutMs, intervalMs } = this.#options;
    const began = performance.now();
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#fail(new Error(`the database has not answered in ${timeoutMs / 1000} s`));
      late.resolve();
    }, timeoutMs);
    const done = this.#read(began).finally(() => {
      clearTimeout(timer);
      if (this.#isStopped) return;
      this.#timer = setTimeout(() => void this.#refresh(), intervalMs);
      this.#timer.unref();
    });
    await Promise.race([done, late.promise]);
  }

  async #read(began: number): Promise<void> {
    const { source, nowMs } = this.#options;
    try {
      const snapshot = await source.snapshot(nowMs());
      this.#snapshot = snapshot;
      this.#refreshedAtMs = nowMs();
      this.#durationSeconds = (performance.now() - began) / 1000;
      this.#hasFailed = false;
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#isStopped) return;
    this.#errors += 1;
    this.#hasFailed = true;
    this.#options.onProblem(error);
  }
}
