import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CollectedBatch } from '@skills/schema';
import { assertBatch } from './assert-batch.ts';
import { ingestSteps } from './ingest-steps.ts';
import { type PreparedBatches, prepareBatches } from './prepare-batches.ts';

// A step is ready when the database asks for it, and the one after that while a disk is flushed.
const stepsAhead = 2;

/** Batches on their way into the log, checked and sorted ahead of the writer, while the database works. */
export class PreparedSteps {
  readonly #steps: AsyncGenerator<readonly CollectedBatch[]>;
  readonly #ready: PreparedBatches[] = [];
  #preparing: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  #isExhausted = false;

  constructor(batches: Iterable<CollectedBatch> | AsyncIterable<CollectedBatch>, recordsPerStep: number) {
    this.#steps = ingestSteps(batches, recordsPerStep);
  }

  /** @throws what reading or checking the next batch threw */
  async isExhausted(): Promise<boolean> {
    await this.#awaitNext();
    return this.#ready.length === 0;
  }

  /** @throws what reading or checking the next batch threw */
  async next(): Promise<PreparedBatches | undefined> {
    await this.#awaitNext();
    const step = this.#ready.shift();
    this.#preparing = this.#preparing.then(async () => this.#prepareAhead());
    return step;
  }

  async close(): Promise<void> {
    this.#isExhausted = true;
    await this.#preparing;
    await this.#steps.return(undefined);
  }

  async #awaitNext(): Promise<void> {
    if (this.#ready.length === 0) await this.#preparing;
    if (this.#ready.length === 0) await this.#prepareOne();
    if (this.#ready.length === 0 && this.#failure !== undefined) throw this.#failure.error;
  }

  async #prepareAhead(): Promise<void> {
    while (!this.#isExhausted && this.#ready.length < stepsAhead) {
      // Answers of the database come first.
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      await nextTurn();
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      await this.#prepareOne();
    }
  }

  async #prepareOne(): Promise<void> {
    if (this.#isExhausted) return;
    try {
      const step = await this.#steps.next();
      if (step.done === true) {
        this.#isExhausted = true;
        return;
      }
      for (const batch of step.value) assertBatch(batch);
      this.#ready.push(prepareBatches(step.value));
    } catch (error) {
      this.#isExhausted = true;
      this.#failure = { error };
    }
  }
}
