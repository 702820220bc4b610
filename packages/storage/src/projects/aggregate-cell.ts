// Ids of labels fit 26 bits, and two of them a number.
const labelRange = 2 ** 26;

/**
 * What a row of `skill_aggregate` counts. Mutable, and strata in flat arrays: two weeks of ten million calls in a year are
 * half a million calls in thirty thousand cells.
 */
export class AggregateCell {
  invocations = 0;
  completed = 0;
  failed = 0;
  durationCount = 0;
  durationUsSum = 0;
  followUpCount = 0;
  followUpSum = 0;
  followUpSquareSum = 0;
  firstUsedMs: number = Infinity;
  lastUsedMs: number = -Infinity;
  /** Outcomes by phase and model; a skill has few of them. */
  readonly #strata: number[] = [];
  readonly #completed: number[] = [];
  readonly #failed: number[] = [];

  /** @param sign - -1 takes away, except from the times of the first and the last call, which only widen */
  addCounts(part: AggregateCell, sign: 1 | -1): void {
    this.invocations += sign * part.invocations;
    this.completed += sign * part.completed;
    this.failed += sign * part.failed;
    this.durationCount += sign * part.durationCount;
    this.durationUsSum += sign * part.durationUsSum;
    this.followUpCount += sign * part.followUpCount;
    this.followUpSum += sign * part.followUpSum;
    this.followUpSquareSum += sign * part.followUpSquareSum;
    if (sign === -1) return;
    if (part.firstUsedMs < this.firstUsedMs) this.firstUsedMs = part.firstUsedMs;
    if (part.lastUsedMs > this.lastUsedMs) this.lastUsedMs = part.lastUsedMs;
  }

  addStrata(part: AggregateCell, sign: 1 | -1): void {
    for (let index = 0; index < part.#strata.length; index += 1) {
      const [completed, failed] = [part.#completed[index] ?? 0, part.#failed[index] ?? 0];
      this.#addStratum(part.#strata[index] ?? 0, sign * completed, sign * failed);
    }
  }

  /** @param labels - of phase and model, 0 for none */
  addOutcomes(labels: readonly [number, number], completed: number, failed: number): void {
    if (completed !== 0 || failed !== 0) this.#addStratum(labels[0] * labelRange + labels[1], completed, failed);
  }

  #addStratum(stratum: number, completed: number, failed: number): void {
    const index = this.#strata.indexOf(stratum);
    if (index === -1) {
      this.#strata.push(stratum);
      this.#completed.push(completed);
      this.#failed.push(failed);
      return;
    }
    this.#completed[index] = (this.#completed[index] ?? 0) + completed;
    this.#failed[index] = (this.#failed[index] ?? 0) + failed;
  }

  /** Whether both count the same. */
  equals(other: AggregateCell): boolean {
    return (
      this.invocations === other.invocations &&
      this.completed === other.completed &&
      this.failed === other.failed &&
      this.durationCount === other.durationCount &&
      this.durationUsSum === other.durationUsSum &&
      this.followUpCount === other.followUpCount &&
      this.followUpSum === other.followUpSum &&
      this.followUpSquareSum === other.followUpSquareSum &&
      this.firstUsedMs === other.firstUsedMs &&
      this.lastUsedMs === other.lastUsedMs &&
      this.strataText() === other.strataText()
    );
  }

  /** JSON of `[phase, model, completed, failed]` in the order of the ids. */
  strataText(): string {
    const rows = this.#strata.flatMap((stratum, index): readonly (readonly [number, string])[] => {
      const [completed, failed] = [this.#completed[index] ?? 0, this.#failed[index] ?? 0];
      if (completed === 0 && failed === 0) return [];
      return [[stratum, `[${Math.floor(stratum / labelRange)},${stratum % labelRange},${completed},${failed}]`]];
    });
    return `[${rows
      .toSorted((left, right) => left[0] - right[0])
      .map(([, text]) => text)
      .join(',')}]`;
  }
}
