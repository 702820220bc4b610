import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { toBigInt, toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { type EventColumns, type EventField, everyEventField, sliceColumns } from './event-columns.ts';
import { type KeyRange, readLog } from './log-columns.ts';
import { makeNextSegment } from './make-segment.ts';
import { readSegments, type Segment } from './stored-segments.ts';

export type EventSegmentsDependencies = {
  /** A reader is enough for `blocks`. */
  readonly engine: SqlReader;
  /** Tests make it small. */
  readonly eventsPerSegment?: number;
};

export type EventWindow = {
  /** UTC epoch milliseconds, half open; everything when left out. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
};

const usualEventsPerSegment = 65_536;
// Some 20 ms, for which a server's other work waits.
const eventsPerPage = 16_384;
// About half a megabyte a field, so that a server is asked rarely.
const segmentsPerQuery = 8;
/** No event has a later key. */
const keyAfterAll: bigint = 2n ** 63n - 1n;

/**
 * The log as columns. What stands in segments is read from there, the rest from the log: the answer is the same whether
 * segments were made or not, and `refresh` makes the next one quick.
 */
export class EventSegments {
  readonly #engine: SqlReader;
  readonly #eventsPerSegment: number;

  constructor({ engine, eventsPerSegment = usualEventsPerSegment }: EventSegmentsDependencies) {
    this.#engine = engine;
    this.#eventsPerSegment = eventsPerSegment;
  }

  /**
   * Events in the order of time, in blocks of at most a segment. Fields that were not asked for are empty.
   *
   * An event that arrives while blocks are read may be left out.
   */
  async *blocks(
    fields: readonly EventField[],
    { sinceMs, untilMs }: EventWindow = {},
  ): AsyncGenerator<EventColumns, void, void> {
    const range = { fromKey: keyAt(sinceMs ?? 0), toKey: untilMs === undefined ? keyAfterAll : keyAt(untilMs) };
    let { fromKey } = range;
    const fresh = await readFreshSegments(this.#engine, range);
    for (let index = 0; index < fresh.length; index += segmentsPerQuery) {
      const batch = fresh.slice(index, index + segmentsPerQuery);
      const needed = batch.every((segment) => isInside(segment, range)) ? fields : withTime(fields);
      const read = await readSegments(this.#engine, batch, needed);
      for (const segment of batch) {
        yield* this.#log({ fromKey, toKey: segment.startKey }, fields);
        const columns = read.get(segment.startKey);
        const inside = {
          fromKey: larger(segment.startKey, range.fromKey),
          toKey: smaller(segment.endKey, range.toKey),
        };
        // It was made anew since the list was read.
        if (columns === undefined) yield* this.#log(inside, fields);
        else if (columns.events > 0) yield isInside(segment, range) ? columns : clipped(columns, { sinceMs, untilMs });
        fromKey = segment.endKey;
      }
    }
    yield* this.#log({ fromKey, toKey: range.toKey }, fields);
  }

  async *#log(range: KeyRange, fields: readonly EventField[]): AsyncGenerator<EventColumns, void, void> {
    if (range.fromKey < range.toKey) yield* readLog(this.#engine, range, { fields, limit: eventsPerPage });
  }

  /**
   * Makes the segments that are missing or stale, up to the hour of the last event: events still arrive in that one. Each
   * in a transaction of its own.
   *
   * @returns how many were made
   */
  async refresh(engine: SqlEngine): Promise<number> {
    for (let made = 0; ; made += 1) {
      const found = await engine.transaction(async (transaction) =>
        makeNextSegment(transaction, { eventsPerSegment: this.#eventsPerSegment, fields: everyEventField }),
      );
      if (!found) return made;
    }
  }

  /** Makes all of them anew. */
  async rebuild(engine: SqlEngine): Promise<number> {
    await engine.transaction(async (transaction) => {
      await transaction.run('DELETE FROM event_segment_column WHERE true');
      await transaction.run('DELETE FROM event_segment WHERE true');
    });
    return this.refresh(engine);
  }
}

async function readFreshSegments(reader: SqlReader, { fromKey, toKey }: KeyRange): Promise<readonly Segment[]> {
  const rows = await reader.all(
    `SELECT start_key, end_key, events FROM event_segment
     WHERE stale = 0 AND start_key < ?2 AND end_key > ?1 ORDER BY start_key`,
    [fromKey, toKey],
  );
  return rows.map((row) => ({ startKey: toBigInt(row[0]), endKey: toBigInt(row[1]), events: toNumber(row[2]) }));
}

/** However far away the moment is. */
function keyAt(momentMs: number): bigint {
  return firstEventKeyAt(Math.max(0, Math.min(momentMs, 2 ** 42 - 1)));
}

function isInside({ startKey, endKey }: Segment, { fromKey, toKey }: KeyRange): boolean {
  return startKey >= fromKey && endKey <= toKey;
}

function withTime(fields: readonly EventField[]): readonly EventField[] {
  return fields.includes('atMs') ? fields : ['atMs', ...fields];
}

function clipped(columns: EventColumns, { sinceMs = 0, untilMs = Infinity }: EventWindow): EventColumns {
  return sliceColumns(columns, placeOf(columns.atMs, sinceMs), placeOf(columns.atMs, untilMs));
}

/** How many of the ascending times lie before a moment. */
function placeOf(atMs: Float64Array, momentMs: number): number {
  let [low, high] = [0, atMs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((atMs[middle] ?? 0) < momentMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
