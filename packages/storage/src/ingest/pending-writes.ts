/**
 * Writes of a transaction whose end nobody waits for yet, so that a database in another thread works while the next are
 * made. They take effect in the order in which they were begun, and before every later read.
 */
export class PendingWrites {
  readonly #writes: Promise<unknown>[] = [];

  add(write: Promise<unknown>): void {
    this.#writes.push(write);
    // Until `settled` is called, a failure is nobody's; the transaction keeps it and refuses everything after it.
    write.catch(() => undefined);
  }

  /** @throws what the first failed write threw */
  async settled(): Promise<void> {
    await Promise.all(this.#writes);
  }
}
