import type { IngestCounts } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import { openExecutionHours } from '../executions/open-hours.ts';
import { toNumber } from '../read/cell.ts';
import { markStaleDays } from '../projects/mark-stale-days.ts';
import { RollupDeltas } from '../rollup/rollup-deltas.ts';
import { markStaleSegments } from '../segments/mark-stale-segments.ts';
import { markStaleSessions } from '../workflows/mark-stale-sessions.ts';
import type { Dictionaries } from './dictionaries.ts';
import { addCounts, noCounts } from './ingest-counts.ts';
import { NewEvents } from './new-events.ts';
import { PendingOffers } from './pending-offers.ts';
import { PendingWrites } from './pending-writes.ts';
import type { PreparedBatches } from './prepare-batches.ts';
import { releaseMendedLines, writeCheckpoints, writeProjects, writeQuarantine } from './write-sightings.ts';

export type LogWriterDependencies = {
  readonly dictionaries: Dictionaries;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** Everything that one transaction writes. What is ordered otherwise than events arrive is kept until its end. */
export class LogWriter {
  readonly #transaction: SqlTransaction;
  readonly #dictionaries: Dictionaries;
  readonly #now: () => number;
  /** Sessions from this id on are new: nothing in the log refers to them yet. */
  readonly #firstNewSession: number;
  readonly #newEvents = new NewEvents();
  readonly #deltas = new RollupDeltas();
  readonly #offers = new PendingOffers();
  readonly #pendingWrites = new PendingWrites();
  #counts = noCounts;

  constructor(transaction: SqlTransaction, firstNewSession: number, { dictionaries, now }: LogWriterDependencies) {
    this.#transaction = transaction;
    this.#firstNewSession = firstNewSession;
    this.#dictionaries = dictionaries;
    this.#now = now;
  }

  async write({ batches, calls, usages, spans }: PreparedBatches): Promise<void> {
    const transaction = this.#transaction;
    const dictionaries = this.#dictionaries;
    await calls.read(transaction, this.#newEvents);
    await usages.read(transaction);
    calls.want(dictionaries);
    usages.want(dictionaries);
    spans.want(dictionaries);
    for (const { projects, offers } of batches) {
      for (const { projectId } of projects) dictionaries.projects.want(projectId);
      for (const { skillName, sessionId } of offers) {
        dictionaries.labels.want(skillName);
        dictionaries.sessions.want(sessionId);
      }
    }
    await dictionaries.resolve(transaction);

    const counts = await calls.write(transaction, {
      dictionaries,
      deltas: this.#deltas,
      newEvents: this.#newEvents,
      pendingWrites: this.#pendingWrites,
    });
    await usages.write(transaction, { dictionaries, deltas: this.#deltas });
    this.#pendingWrites.add(spans.write(transaction, dictionaries));
    for (const { projects, offers } of batches) {
      this.#pendingWrites.add(writeProjects(transaction, dictionaries, projects));
      this.#offers.add(dictionaries, offers);
    }
    await releaseMendedLines(transaction, batches);
    const quarantined = await writeQuarantine(transaction, batches, this.#now());
    const checkpoints = batches.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint]));
    this.#pendingWrites.add(writeCheckpoints(transaction, checkpoints));
    this.#counts = addCounts(this.#counts, { ...counts, quarantined });
  }

  /** Writes what was kept. Call once, last. */
  async end(): Promise<IngestCounts> {
    this.#pendingWrites.add(this.#newEvents.write(this.#transaction));
    this.#pendingWrites.add(this.#offers.write(this.#transaction));
    const touchedHours = this.#deltas.touchedHours();
    this.#pendingWrites.add(markStaleSegments(this.#transaction, touchedHours));
    this.#pendingWrites.add(markStaleDays(this.#transaction, touchedHours));
    this.#pendingWrites.add(markStaleSessions(this.#transaction, this.#deltas.workflowSessions()));
    this.#pendingWrites.add(openExecutionHours(this.#transaction, touchedHours));
    await this.#deltas.write(this.#transaction, { firstNewSession: this.#firstNewSession, metrics: true });
    await this.#pendingWrites.settled();
    return this.#counts;
  }
}

export async function openLogWriter(
  transaction: SqlTransaction,
  dependencies: LogWriterDependencies,
): Promise<LogWriter> {
  const [row] = await transaction.all('SELECT coalesce(max(session_id), 0) + 1 FROM session');
  return new LogWriter(transaction, toNumber(row?.[0]), dependencies);
}
