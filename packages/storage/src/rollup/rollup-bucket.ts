import type { OutcomeDelta } from './event-change.ts';

/** What a batch adds to one row of a rollup. Mutable: a batch of 50,000 events touches 10,000 of them. */
export class RollupBucket {
  readonly projectId: number;
  readonly skillId: number;
  /** Hour or day since 1970. */
  readonly start: number;
  invocations = 0;
  completed = 0;
  failed = 0;
  durationMicroseconds = 0;
  completedDurationCount = 0;
  completedDurationMicroseconds = 0;
  sessions = 0;
  lastInvokedAtMs = 0;
  /** One sketch bin per known duration. */
  bins: number[] = [];
  // Squares are summed as a number while that is exact, and carried into a bigint when it no longer is.
  #squares = 0;
  #carriedSquares = 0n;

  constructor(projectId: number, skillId: number, start: number) {
    this.projectId = projectId;
    this.skillId = skillId;
    this.start = start;
  }

  /** Nothing to write: what one part of the batch added, another took away. */
  get isEmpty(): boolean {
    const { invocations, completed, failed, sessions, completedDurationCount } = this;
    return this.bins.length === 0 && [invocations, completed, failed, sessions, completedDurationCount].every(isZero);
  }

  get squaredMicrosecondsSum(): bigint {
    return this.#carriedSquares + BigInt(this.#squares);
  }

  /** @param bin - sketch bin of `delta.duration` */
  add(delta: OutcomeDelta, bin: number): void {
    this.invocations += delta.invocations;
    this.completed += delta.completed;
    this.failed += delta.failed;
    if (delta.invokedAtMs > this.lastInvokedAtMs) this.lastInvokedAtMs = delta.invokedAtMs;
    if (delta.duration !== null) {
      this.durationMicroseconds += delta.duration;
      // Most rows get one duration: an array that grows from nothing would take room for 17.
      if (this.bins.length === 0) this.bins = [bin];
      else this.bins.push(bin);
      this.#addSquare(delta.duration);
    }
    if (delta.completedDuration !== null) {
      this.completedDurationCount += 1;
      this.completedDurationMicroseconds += delta.completedDuration;
    }
  }

  /** Everything of another bucket but its sessions, which are not additive. */
  merge(part: RollupBucket): void {
    this.invocations += part.invocations;
    this.completed += part.completed;
    this.failed += part.failed;
    this.durationMicroseconds += part.durationMicroseconds;
    this.completedDurationCount += part.completedDurationCount;
    this.completedDurationMicroseconds += part.completedDurationMicroseconds;
    this.lastInvokedAtMs = Math.max(this.lastInvokedAtMs, part.lastInvokedAtMs);
    if (this.bins.length === 0) this.bins = part.bins.slice();
    else for (const bin of part.bins) this.bins.push(bin);
    this.#carriedSquares += part.squaredMicrosecondsSum;
  }

  #addSquare(microseconds: number): void {
    const squares = this.#squares + microseconds * microseconds;
    if (squares <= Number.MAX_SAFE_INTEGER) {
      this.#squares = squares;
      return;
    }
    this.#carriedSquares += BigInt(microseconds) * BigInt(microseconds);
  }
}

function isZero(count: number): boolean {
  return count === 0;
}
