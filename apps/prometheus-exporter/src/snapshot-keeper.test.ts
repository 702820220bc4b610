import { describe, expect, test, vi } from 'vitest';
import { aSnapshot } from '../test/a-snapshot.ts';
import { openExporter } from '../test/open-exporter.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';

const patience = { timeout: 5000 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a database that does not answer', () => {
  test('gives the last numbers at once, with a flag, and fresh ones when it is back', async () => {
    let mode: 'fine' | 'fails' | 'hangs' = 'fine';
    let events = 1;
    const problems: unknown[] = [];
    const { value, scrape } = await openExporter({
      source: {
        snapshot: () => {
          if (mode === 'fails') return Promise.reject(new Error('disk I/O error'));
          return mode === 'hangs' ? new Promise(() => undefined) : Promise.resolve(aSnapshot({ events }));
        },
      },
      refreshIntervalMs: 200,
      refreshTimeoutMs: 50,
      onProblem: (problem) => problems.push(problem),
    });
    expect([await value('skills_log_events'), await value('skills_exporter_stale')]).toEqual([1, 0]);

    mode = 'fails';
    await vi.waitFor(async () => expect(await value('skills_exporter_stale')).toBe(1), patience);
    expect(await value('skills_log_events')).toBe(1);
    expect(await value('skills_exporter_refresh_errors_total')).toBeGreaterThan(0);

    mode = 'fine';
    events = 2;
    await vi.waitFor(async () => expect(await value('skills_log_events')).toBe(2), patience);
    await vi.waitFor(async () => expect(await value('skills_exporter_stale')).toBe(0), patience);

    mode = 'hangs';
    await vi.waitFor(
      () => expect(problems.map(String)).toContain('Error: the database has not answered in 0.05 s'),
      patience,
    );
    expect(await value('skills_exporter_stale')).toBe(1);
    const began = performance.now();
    expect((await scrape()).samples.length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(100);
    expect(await value('skills_log_events')).toBe(2);
  });

  test('is not asked again before it has answered, and its late answer counts', async () => {
    const answers: ((events: number) => void)[] = [];
    const keeper = new SnapshotKeeper({
      source: {
        snapshot: () => new Promise((resolve) => answers.push((events) => resolve(aSnapshot({ events })))),
      },
      intervalMs: 60,
      timeoutMs: 10,
      nowMs: Date.now,
      onProblem: () => undefined,
    });

    await keeper.start();
    await wait(60);
    expect(answers).toHaveLength(1);
    expect(keeper.state).toMatchObject({ snapshot: undefined, errors: 1, isStale: true });

    answers[0]?.(7);
    await wait(0);
    expect(keeper.state).toMatchObject({ snapshot: { events: 7 }, isStale: false });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    keeper.stop();
  });

  test('makes the numbers old after three intervals', async () => {
    let nowMs = 1000;
    const keeper = new SnapshotKeeper({
      source: { snapshot: () => Promise.resolve(aSnapshot()) },
      intervalMs: 10_000,
      timeoutMs: 1000,
      nowMs: () => nowMs,
      onProblem: () => undefined,
    });
    await keeper.start();
    keeper.stop();

    nowMs += 30_000;
    expect(keeper.state.isStale).toBe(false);
    nowMs += 1;
    expect(keeper.state.isStale).toBe(true);
  });
});
