import type { CollectedBatch, IngestCounts } from '@skills/schema';
import { SerialLane } from '../engine/serial-lane.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { batchesWithout, readErased } from '../erasure/without-erased.ts';
import { Dictionaries } from './dictionaries.ts';
import { addCounts, noCounts } from './ingest-counts.ts';
import { openLogWriter } from './log-writer.ts';
import { PreparedSteps } from './prepared-steps.ts';

export type EventIngestDependencies = {
  readonly engine: SqlEngine;
  /** A keyed hash of a user id. */
  readonly pseudonymise: (userId: string) => string;
  /** The id under which a project is stored that the database does not know by its own; itself when left out. */
  readonly projectIdOf?: ((projectId: string) => string) | undefined;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Small batches are stored together until they hold so many calls and other records. Default 2,000. */
  readonly recordsPerStep?: number | undefined;
  /** A transaction of many batches ends when it holds so many. Default 100,000. */
  readonly recordsPerTransaction?: number | undefined;
};

/**
 * Writes what collectors found: the log, its rollups and the checkpoint of the file in one transaction, so that a kill at
 * any moment leaves either all of a batch or none. Batches may come twice, in any order, and cut anywhere.
 */
export class EventIngest {
  readonly #engine: SqlEngine;
  readonly #now: () => number;
  readonly #dictionaries: Dictionaries;
  readonly #erasure: Pick<EventIngestDependencies, 'pseudonymise' | 'projectIdOf'>;
  readonly #recordsPerStep: number;
  readonly #recordsPerTransaction: number;
  // The dictionaries' ids belong to one transaction at a time.
  readonly #lane = new SerialLane();

  constructor({
    engine,
    pseudonymise,
    projectIdOf,
    now,
    recordsPerStep = 2_000,
    recordsPerTransaction = 100_000,
  }: EventIngestDependencies) {
    this.#engine = engine;
    this.#now = now;
    this.#recordsPerStep = recordsPerStep;
    this.#recordsPerTransaction = recordsPerTransaction;
    this.#dictionaries = new Dictionaries({ pseudonymise, projectIdOf });
    this.#erasure = { pseudonymise, projectIdOf };
  }

  /**
   * @throws {RangeError} when the batch holds what the log cannot keep; nothing of it is stored
   * @throws {SkillsError} as the engine does; nothing of it is stored
   */
  async ingest(batch: CollectedBatch): Promise<IngestCounts> {
    return this.ingestAll([batch]);
  }

  /**
   * Many batches, of many files, in few transactions: events arrive in the order of time and what finds them again is
   * ordered otherwise, so that the fewer the transactions, the less is written. Each batch is whole in one of them. One
   * batch is in memory at a time, and about 200 bytes for each event of the transaction.
   *
   * @throws as `ingest`; nothing of the transaction is stored, and everything of those before
   */
  async ingestAll(batches: Iterable<CollectedBatch> | AsyncIterable<CollectedBatch>): Promise<IngestCounts> {
    return this.#lane.run(async () => {
      const erased = await readErased(this.#engine, this.#erasure);
      const wanted = erased === undefined ? batches : batchesWithout(batches, erased);
      const steps = new PreparedSteps(wanted, this.#recordsPerStep);
      let counts = noCounts;
      try {
        do {
          // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
          counts = addCounts(counts, await this.#store(steps));
          // oxlint-disable-next-line no-await-in-loop -- one transaction after the other
        } while (!(await steps.isExhausted()));
        return counts;
      } finally {
        await steps.close();
      }
    });
  }

  async #store(steps: PreparedSteps): Promise<IngestCounts> {
    try {
      const counts = await this.#engine.transaction(async (transaction) => {
        const writer = await openLogWriter(transaction, { dictionaries: this.#dictionaries, now: this.#now });
        for (let records = 0; records < this.#recordsPerTransaction;) {
          // oxlint-disable-next-line no-await-in-loop -- one step after the other
          const step = await steps.next();
          if (step === undefined) break;
          // oxlint-disable-next-line no-await-in-loop -- one step after the other
          await writer.write(step);
          records += step.records;
        }
        return writer.end();
      });
      this.#dictionaries.commit();
      return counts;
    } catch (error) {
      this.#dictionaries.rollback();
      throw error;
    }
  }
}
