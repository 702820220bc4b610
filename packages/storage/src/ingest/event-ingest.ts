import type { CollectedBatch, IngestCounts } from '@skills/schema';
import { SerialLane } from '../engine/serial-lane.ts';
import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { RollupDeltas } from '../rollup/rollup-deltas.ts';
import { assertBatch } from './assert-batch.ts';
import { Dictionaries } from './dictionaries.ts';
import { KeyCollision } from './event-key.ts';
import { prepareBatches, type PreparedBatches } from './prepare-batches.ts';
import {
  releaseMendedLines,
  writeCheckpoints,
  writeOffers,
  writeProjects,
  writeQuarantine,
} from './write-sightings.ts';

export type EventIngestDependencies = {
  readonly engine: SqlEngine;
  /** A keyed hash of a user id. */
  readonly pseudonymise: (userId: string) => string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Writes what collectors found: the log, its rollups and the checkpoint of the file in one transaction, so that a kill at
 * any moment leaves either all of a batch or none. Batches may come twice, in any order, and cut anywhere.
 */
export class EventIngest {
  readonly #engine: SqlEngine;
  readonly #now: () => number;
  readonly #dictionaries: Dictionaries;
  // The dictionaries' ids belong to one transaction at a time.
  readonly #lane = new SerialLane();

  constructor({ engine, pseudonymise, now }: EventIngestDependencies) {
    this.#engine = engine;
    this.#now = now;
    this.#dictionaries = new Dictionaries({ pseudonymise });
  }

  /**
   * @throws {RangeError} when the batch holds what the log cannot keep; nothing of it is stored
   * @throws {SkillsError} as the engine does; nothing of it is stored
   */
  async ingest(batch: CollectedBatch): Promise<IngestCounts> {
    return this.ingestAll([batch]);
  }

  /**
   * Several batches, of several files, in one transaction: a transaction costs a disk flush, a small file less. The next
   * call may be made before this one has ended; its batches are prepared while this one is stored.
   */
  async ingestAll(batches: readonly CollectedBatch[]): Promise<IngestCounts> {
    for (const batch of batches) assertBatch(batch);
    const prepared = prepareBatches(batches);
    return this.#lane.run(async () => {
      try {
        return await this.#commit(prepared, 'derived');
      } catch (error) {
        if (!(error instanceof KeyCollision)) throw error;
        return await this.#commit(prepared, 'looked-up');
      }
    });
  }

  async #commit(prepared: PreparedBatches, keys: 'derived' | 'looked-up'): Promise<IngestCounts> {
    try {
      const counts = await this.#engine.transaction(async (transaction) => this.#write(transaction, prepared, keys));
      this.#dictionaries.commit();
      return counts;
    } catch (error) {
      this.#dictionaries.rollback();
      throw error;
    }
  }

  async #write(
    transaction: SqlTransaction,
    { batches, calls, usages, spans }: PreparedBatches,
    keys: 'derived' | 'looked-up',
  ): Promise<IngestCounts> {
    const dictionaries = this.#dictionaries;
    for (const { projects, offers } of batches) {
      for (const { projectId } of projects) dictionaries.projects.want(projectId);
      for (const { skillName, sessionId } of offers) {
        dictionaries.labels.want(skillName);
        dictionaries.sessions.want(sessionId);
      }
    }
    await calls.read(transaction);
    await usages.read(transaction);
    calls.want(dictionaries);
    usages.want(dictionaries);
    spans.want(dictionaries);
    const firstNewSession = await dictionaries.resolve(transaction);

    const deltas = new RollupDeltas();
    const counts = await calls.write(transaction, { dictionaries, deltas, keys });
    await usages.write(transaction, { dictionaries, deltas });
    await deltas.write(transaction, { firstNewSession, metrics: true });
    await spans.write(transaction, dictionaries);
    const seenAtMs = this.#now();
    await releaseMendedLines(transaction, batches);
    let quarantined = 0;
    for (const batch of batches) {
      // oxlint-disable no-await-in-loop -- one transaction, one statement at a time
      await writeProjects(transaction, dictionaries, batch.projects);
      await writeOffers(transaction, dictionaries, batch.offers);
      quarantined += await writeQuarantine(transaction, batch, seenAtMs);
      // oxlint-enable no-await-in-loop
    }
    await writeCheckpoints(
      transaction,
      batches.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint])),
    );
    return { ...counts, quarantined };
  }
}
