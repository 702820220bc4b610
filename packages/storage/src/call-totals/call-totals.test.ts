import { durationBucketBounds } from '@skills/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog, type TestLog } from '../../test/open-test-log.ts';
import { pruneEvents } from '../prune-events.ts';
import { rebuildRollups } from '../rollup/rebuild-rollups.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { foldUnusedPhases, raiseCallTotals } from './call-totals.ts';

const dayMs = 86_400_000;

async function totals({ engine }: TestLog): Promise<readonly (readonly unknown[])[]> {
  return engine.all(`SELECT s.name, l.text, t.invocations, t.completed, t.failed, t.unknown_most, t.duration_us_sum,
      t.up_to_0_1, t.up_to_0_5, t.up_to_1, t.up_to_2, t.up_to_5, t.up_to_10, t.up_to_30, t.up_to_60, t.up_to_300, t.longer
    FROM skill_call_total AS t JOIN skill AS s ON s.skill_id = t.skill_id
    LEFT JOIN label AS l ON l.label_id = t.phase_label ORDER BY 1, 2`);
}

const callArbitrary = fc.record({
  skillName: fc.constantFrom('review', 'deploy', 'a,b:c'),
  workflowPhase: fc.constantFrom(undefined, 'setup', 'execution'),
  completed: fc.constantFrom(true, false, null),
  durationSeconds: fc.option(
    fc.oneof(fc.constantFrom(0, ...durationBucketBounds), fc.double({ min: 0, max: 1e5, noNaN: true })),
    { nil: undefined },
  ),
  invokedAtMs: fc.integer({ min: noonMs - 30 * dayMs, max: noonMs }),
});

describe('totals of calls', () => {
  test('are the same whether ingest adds them up or one pass over the log does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(callArbitrary, { maxLength: 40 }), async (calls) => {
        const log = await openTestLog();
        for (let start = 0; start < calls.length; start += 7) {
          // oxlint-disable-next-line no-await-in-loop -- several batches
          await log.record(...calls.slice(start, start + 7).map((call) => aCall(call)));
        }
        const added = await totals(log);

        await log.engine.transaction(async (transaction) => {
          await transaction.run('DELETE FROM skill_call_total WHERE true');
          await raiseCallTotals(transaction);
        });

        expect(await totals(log)).toEqual(added);
      }),
      { numRuns: 40 },
    );
  });

  test('count a duration at a bound below it, and one above the last as longer', async () => {
    const log = await openTestLog();

    await log.record(...[...durationBucketBounds, 301].map((durationSeconds) => aCall({ durationSeconds })));

    const [row] = await totals(log);
    expect(row?.slice(7)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  test('count a call that is completed later once more, under its outcome', async () => {
    const log = await openTestLog();
    await log.record(aCall({ callId: 'c', completed: null }));
    const open = await totals(log);

    await log.ingest.ingest(
      aBatch({ completions: [{ callId: 'c', completed: true, endedAtMs: noonMs + 2000, durationSeconds: 2 }] }),
    );

    expect(open[0]?.slice(2, 7)).toEqual([1, 0, 0, 1, 0]);
    expect((await totals(log))[0]?.slice(2, 7)).toEqual([1, 1, 0, 1, 2_000_000]);
  });

  test('do not count a call that is collected again', async () => {
    const log = await openTestLog();
    await log.record(aCall({ callId: 'c', durationSeconds: 3 }));
    const once = await totals(log);

    await log.record(aCall({ callId: 'c', durationSeconds: 3 }));

    expect(await totals(log)).toEqual(once);
  });

  test('stay when events are pruned and rollups are made anew, and go on from there', async () => {
    const log = await openTestLog();
    await log.record(...Array.from({ length: 5 }, () => aCall({ invokedAtMs: noonMs - 20 * dayMs })), aCall());

    await pruneEvents(log.engine, noonMs - dayMs);
    await log.engine.transaction(async (transaction) => rebuildRollups(transaction));
    const pruned = await totals(log);
    await log.record(aCall(), aCall({ completed: false }));

    expect(pruned[0]?.slice(2, 5)).toEqual([6, 6, 0]);
    expect((await totals(log))[0]?.slice(2, 5)).toEqual([8, 7, 1]);
  });

  test('count calls that were written with SQL through the view', async () => {
    const log = await openTestLog();
    await log.engine.transaction(async (transaction) =>
      transaction.script(`INSERT INTO skill_invocation (skill_name, invoked_at, session_id, completed, duration_seconds)
        VALUES ('deploy', '2026-02-10T11:00:00Z', 's1', 1, 0.5)`),
    );

    await settleViewWrites(log.engine);

    expect((await totals(log))[0]?.slice(0, 5)).toEqual(['deploy', null, 1, 1, 0]);
  });

  test('of a phase that was erased go on without its name', async () => {
    const log = await openTestLog();
    await log.record(
      aCall({ workflowPhase: 'secret' }),
      aCall({ completed: false }),
      aCall({ workflowPhase: 'setup' }),
    );

    await log.engine.transaction(async (transaction) => {
      await transaction.run(
        "DELETE FROM skill_event WHERE phase_label = (SELECT label_id FROM label WHERE text = 'secret')",
      );
      await foldUnusedPhases(transaction);
    });

    expect((await totals(log)).map((row) => row.slice(0, 5))).toEqual([
      ['review', null, 2, 1, 1],
      ['review', 'setup', 1, 1, 0],
    ]);
  });

  test('leave with their skill', async () => {
    const log = await openTestLog();
    await log.record(aCall());

    await log.engine.transaction(async (transaction) => transaction.run('DELETE FROM skill WHERE true'));

    expect(await log.engine.all('SELECT * FROM skill_call_total')).toEqual([]);
  });
});
