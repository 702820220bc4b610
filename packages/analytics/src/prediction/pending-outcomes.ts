/** A call whose outcome is in the log but was not known yet when the call began. */
export type PendingOutcome = { readonly knownAtMs: number };

/** Outcomes in the order in which they become known: a binary heap, because calls overlap. */
export class PendingOutcomes<Outcome extends PendingOutcome> {
  readonly #heap: Outcome[] = [];

  add(outcome: Outcome): void {
    const heap = this.#heap;
    let place = heap.push(outcome) - 1;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      const above = heap[parent];
      if (above === undefined || above.knownAtMs <= outcome.knownAtMs) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = outcome;
  }

  /** Takes out one that is known at the moment, the earliest first. */
  takeKnown(momentMs: number): Outcome | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.knownAtMs > momentMs) return undefined;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(outcome: Outcome): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const isRight = b !== undefined && b.knownAtMs < a.knownAtMs;
      const child = isRight ? b : a;
      if (child.knownAtMs >= outcome.knownAtMs) break;
      heap[place] = child;
      place = isRight ? left + 1 : left;
    }
    heap[place] = outcome;
  }
}
