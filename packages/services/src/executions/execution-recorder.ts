import type { CollectedBatch, ExecutionRecord, IngestCounts, SkillInvocation } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { toInvocationOfExecution } from './execution-invocation.ts';
import type { ExecutionLogPort } from './execution-ports.ts';

export type ExecutionRecorderDependencies = {
  readonly log: ExecutionLogPort;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Another one at each call. */
  readonly newId: () => string;
  /** Executions that may wait to be written. Default 10,000. */
  readonly mostWaiting?: number | undefined;
};

type Waiting = {
  readonly invocation: SkillInvocation;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
};

const usualMostWaiting = 10_000;
// One fsync for so many: 0.02 ms each.
const mostPerTransaction = 2_000;

/**
 * Records executions, durably: what `record` has acknowledged is on the disk. Those that arrive while a transaction is
 * being written go into the next one together, so that many at once cost little more than one.
 */
export class ExecutionRecorder {
  readonly #log: ExecutionLogPort;
  readonly #now: () => number;
  readonly #newId: () => string;
  readonly #mostWaiting: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor({ log, now, newId, mostWaiting = usualMostWaiting }: ExecutionRecorderDependencies) {
    this.#log = log;
    this.#now = now;
    this.#newId = newId;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Resolves when the execution is stored.
   *
   * @throws {RangeError} when the log cannot keep it; others that wait are stored all the same
   * @throws {SkillsError} 'storage-busy' when too many wait already, and as the storage does
   */
  async record(execution: ExecutionRecord): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting) {
      throw new SkillsError('storage-busy', `${this.#mostWaiting} executions wait to be recorded; try again`);
    }
    const invocation = this.#invocationOf(execution);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ invocation, resolve, reject });
    this.#writing ??= this.#writeAll();
    return promise;
  }

  /** Many in one transaction: all of them are stored, or none. */
  async recordAll(executions: readonly ExecutionRecord[]): Promise<IngestCounts> {
    return this.#log.ingest(batchOf(executions.map((execution) => this.#invocationOf(execution))));
  }

  /** Resolves when nothing waits any more, whether it could be stored or not. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) {
      // oxlint-disable-next-line no-await-in-loop -- until the last one
      await this.#writing;
    }
  }

  async #writeAll(): Promise<void> {
    // Those of the same moment go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostPerTransaction);
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
      await this.#write(batch);
    }
    this.#writing = undefined;
  }

  /** One that cannot be stored does not take the others down. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#log.ingest(batchOf(batch.map(({ invocation }) => invocation)));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1 || !(error instanceof RangeError)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
      for (const one of batch) await this.#write([one]);
    }
  }

  #invocationOf(execution: ExecutionRecord): SkillInvocation {
    return toInvocationOfExecution(execution, { callId: `execution:${this.#newId()}`, nowMs: this.#now() });
  }
}

function batchOf(invocations: readonly SkillInvocation[]): CollectedBatch {
  return { invocations, completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
}
