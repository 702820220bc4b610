import { describe, expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { pruneEvents } from '../prune-events.ts';
import { hourMs } from '../read/snap-window.ts';
import { summariseHours } from './hour-summaries.ts';
import { changeTierRetention, readTierRetention } from './tier-retention.ts';

const tool = { kind: 'tool', skillName: 'Bash' } as const;

describe('hourly summaries', () => {
  test('are of closed clock hours alone: two hours never mix, and the hour of now is left out', async () => {
    const { engine, record } = await openTestLog();
    await record(
      aCall({ ...tool, invokedAtMs: noonMs - hourMs - 1, durationSeconds: 2 }),
      aCall({ ...tool, invokedAtMs: noonMs - hourMs, completed: false, costUsd: 0.25 }),
      aCall({ ...tool, invokedAtMs: noonMs - 1, completed: null, inputTokens: 10, outputTokens: 5 }),
      aCall({ ...tool, invokedAtMs: noonMs }),
    );

    expect(await summariseHours(engine, noonMs + 30 * 60_000)).toEqual({ hours: 2, expired: 0 });
    expect(
      await engine.all(
        `SELECT hour_timestamp, total_tasks, successful_tasks, failed_tasks, total_cost, total_tokens, avg_task_duration,
           tool_counts FROM tier2_hourly_summaries ORDER BY id`,
      ),
    ).toEqual([
      ['2026-02-10T10:00:00.000Z', 1, 1, 0, null, null, 2, '{"Bash":1}'],
      ['2026-02-10T11:00:00.000Z', 2, 0, 1, 0.25, 15, null, '{"Bash":2}'],
    ]);
  });

  test('are not made again when nothing is new, and again when an event comes late', async () => {
    const { engine, record } = await openTestLog();
    await record(
      aCall({ ...tool, invokedAtMs: noonMs - hourMs }),
      aCall({ ...tool, invokedAtMs: noonMs - 3 * hourMs }),
    );
    await summariseHours(engine, noonMs);

    expect(await summariseHours(engine, noonMs)).toEqual({ hours: 0, expired: 0 });
    await record(aCall({ ...tool, invokedAtMs: noonMs - 3 * hourMs + 1 }));
    expect(await summariseHours(engine, noonMs)).toEqual({ hours: 1, expired: 0 });
    expect(await engine.all('SELECT total_tasks FROM tier2_hourly_summaries ORDER BY id')).toEqual([[2], [1]]);
  });

  test('go after 30 days, and stay when the log is pruned before', async () => {
    const { engine, record } = await openTestLog();
    await record(
      aCall({ ...tool, invokedAtMs: noonMs - 719 * hourMs }),
      aCall({ ...tool, invokedAtMs: noonMs - hourMs }),
    );
    await summariseHours(engine, noonMs);
    await pruneEvents(engine, noonMs - 2 * hourMs);

    expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[1]]);
    await summariseHours(engine, noonMs);
    expect(await engine.all('SELECT count(*), sum(total_tasks) FROM tier2_hourly_summaries')).toEqual([[2, 2]]);
    expect(await summariseHours(engine, noonMs + 2 * hourMs)).toEqual({ hours: 0, expired: 1 });
    expect(await engine.all('SELECT count(*), sum(total_tasks) FROM tier2_hourly_summaries')).toEqual([[1, 1]]);
  });

  test('follow an outcome that arrives after the hour was closed', async () => {
    const { engine, record, ingest } = await openTestLog();
    await record(aCall({ ...tool, callId: 'late', completed: null, invokedAtMs: noonMs - hourMs }));
    await summariseHours(engine, noonMs);
    await ingest.ingest(aBatch({ completions: [{ callId: 'late', completed: false }] }));
    await summariseHours(engine, noonMs);

    expect(await engine.all('SELECT total_tasks, failed_tasks FROM tier2_hourly_summaries')).toEqual([[1, 1]]);
  });
});

describe('the retention of tiers', () => {
  test('is 24 hours, 30 days and 30 days, until it is changed', async () => {
    const { engine } = await openTestLog();

    expect(await readTierRetention(engine)).toEqual({ tier1Hours: 24, tier2Hours: 720, tier3Hours: 720 });
    await changeTierRetention(engine, { tier2Hours: 2160 });
    expect(await readTierRetention(engine)).toEqual({ tier1Hours: 24, tier2Hours: 2160, tier3Hours: 720 });
  });

  test('made longer brings back the summaries that the log still holds', async () => {
    const { engine, record } = await openTestLog();
    await record(aCall({ ...tool, invokedAtMs: noonMs - 800 * hourMs }));
    await summariseHours(engine, noonMs);
    expect(await engine.all('SELECT count(*) FROM tier2_hourly_summaries')).toEqual([[0]]);

    await changeTierRetention(engine, { tier2Hours: 900 });
    await summariseHours(engine, noonMs);
    expect(await engine.all('SELECT count(*) FROM tier2_hourly_summaries')).toEqual([[1]]);
  });

  test.for([
    [{ tier1Hours: 0 }, 'tier1Hours'],
    [{ tier2Hours: 1.5 }, 'tier2Hours'],
    [{ tier3Hours: 721 }, 'tier3Hours 721'],
    [{ tier2Hours: 24 }, 'tier2Hours 24'],
  ] as const)('refuses %j', async ([change, named]) => {
    const { engine } = await openTestLog();

    await expect(changeTierRetention(engine, change)).rejects.toThrow(named);
    expect(await readTierRetention(engine)).toMatchObject({ tier1Hours: 24, tier2Hours: 720, tier3Hours: 720 });
  });
});
