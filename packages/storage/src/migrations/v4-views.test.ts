import { describe, expect, test as base } from 'vitest';
import { aRow, databaseAt, insertRows, minutesAgo, run } from '../../test/predecessor-row.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { v4TableNames } from './v4-table-names.ts';

const dayMinutes = 24 * 60;

/** Slope of the least-squares line by its definition over centred values. */
function slope(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** Ten calls on each of these days ago, so many of them completed. */
async function recordDays(engine: SqlEngine, completedByDaysAgo: Readonly<Record<number, number>>): Promise<void> {
  const rows = Object.entries(completedByDaysAgo).flatMap(([days, completed]) =>
    Array.from({ length: 10 }, (_, index) =>
      aRow({ invoked_at: minutesAgo(Number(days) * dayMinutes + 1), completed: index < completed ? 1 : 0 }),
    ),
  );
  await insertRows(engine, rows);
}

describe.each(['V4', 'V5'])('the views at %s', (version) => {
  const test = base.extend<{ engine: SqlEngine }>({
    engine: async ({}, use) => {
      const engine = await databaseAt(version);
      await use(engine);
      await engine.close();
    },
  });

  test('a falling completion rate has a negative slope, per day', async ({ engine }) => {
    await recordDays(engine, { 5: 9, 3: 8, 2: 5, 1: 4 });

    const [row = []] = await engine.all(
      'SELECT avg_completion_rate_7d, max_completion_rate_7d, min_completion_rate_7d, trend_slope FROM v_skill_effectiveness_trend',
    );
    expect(row.slice(0, 3).map(Number)).toEqual([expect.closeTo(0.65, 9), 0.9, 0.4]);
    expect(row[3]).toBeCloseTo(
      slope([
        [-5, 0.9],
        [-3, 0.8],
        [-2, 0.5],
        [-1, 0.4],
      ]),
      9,
    );
    expect(row[3]).toBeLessThan(0);
  });

  test('two days have a slope, one has none', async ({ engine }) => {
    await recordDays(engine, { 2: 4, 1: 6 });
    await insertRows(engine, [aRow({ skill_name: 'once', invoked_at: minutesAgo(5) })]);

    const rows = await engine.all('SELECT skill_name, trend_slope FROM v_skill_effectiveness_trend ORDER BY 1 DESC');
    expect(rows).toEqual([
      ['pytest-run', expect.closeTo(0.2, 9)],
      ['once', null],
    ]);
  });

  test('windows of one hour and of a day end now', async ({ engine }) => {
    const ages = [5, 50, 70, 5 * 60, 23 * 60, 25 * 60, 40 * dayMinutes];
    await insertRows(
      engine,
      ages.map((age) => aRow({ invoked_at: minutesAgo(age), completed: age < 60 ? 1 : 0 })),
    );

    const window = `invocation_count_1h, invocation_count_24h, avg_completion_rate_24h`;
    expect(await engine.all(`SELECT ${window}, total_invocations FROM v_realtime_skill_dashboard`)).toEqual([
      [2, 5, 0.4, 7],
    ]);
    expect(await engine.all(`SELECT ${window} FROM skill_metrics_cache`)).toEqual([[2, 5, 0.4]]);
  });

  test('220 calls over five hours are not 220 calls of the last hour', async ({ engine }) => {
    const ages = Array.from({ length: 220 }, (_, index) => (index * 300) / 220);
    await insertRows(
      engine,
      ages.map((age) => aRow({ invoked_at: minutesAgo(age + 0.5) })),
    );

    const [row] = await engine.all('SELECT invocation_count_1h, invocation_count_24h FROM skill_metrics_cache');
    expect(row).toEqual([ages.filter((age) => age + 0.5 <= 60).length, 220]);
  });

  test('the last call is the latest one, though an older one came after it', async ({ engine }) => {
    await insertRows(engine, [
      aRow({ invoked_at: '2026-02-10T12:00:00.000Z' }),
      aRow({ invoked_at: '2026-02-10 03:00:00' }),
    ]);

    const last = 'SELECT last_invocation_at FROM';
    expect(await engine.all(`${last} v_realtime_skill_dashboard`)).toEqual([['2026-02-10T12:00:00.000Z']]);
    expect(await engine.all(`${last} skill_metrics_cache`)).toEqual([['2026-02-10T12:00:00.000Z']]);
  });

  test('an anomaly that is not resolved marks its skill', async ({ engine }) => {
    await insertRows(engine, [aRow(), aRow({ skill_name: 'calm' })]);
    await run(
      engine,
      `INSERT INTO skill_anomalies (skill_name, detected_at, anomaly_type, deviation_score, resolved_at) VALUES
        ('pytest-run', '2026-02-10 00:00:00', 'drop', -3.5, NULL), ('calm', '2026-02-10 00:00:00', 'drop', -9, '2026-02-11')`,
    );

    const rows = await engine.all(
      'SELECT skill_name, is_anomalous, anomaly_score FROM v_realtime_skill_dashboard ORDER BY 1',
    );
    expect(rows).toEqual([
      ['calm', 0, null],
      ['pytest-run', 1, -3.5],
    ]);
  });

  test('an experiment counts users, and rates that are not always one', async ({ engine }) => {
    await insertRows(engine, [aRow()]);
    await run(
      engine,
      `INSERT INTO ab_test_configs (test_name, control_strategy, treatment_strategy, start_date) VALUES ('t', 'a', 'b', '2026-01-01')`,
    );
    const users = Array.from({ length: 38 }, (_, user) => ({
      user: `u${user}`,
      group: user < 20 ? 'control' : 'treatment',
    }));
    for (const { user, group } of users) {
      // oxlint-disable-next-line no-await-in-loop -- one connection
      await run(engine, 'INSERT INTO ab_test_assignments (test_id, user_id, group_name) VALUES (1, ?, ?)', [
        user,
        group,
      ]);
      for (const outcome of [0, 1, 2, 3, 4]) {
        const limit = group === 'control' ? 2 : 4;
        // oxlint-disable-next-line no-await-in-loop
        await run(
          engine,
          `INSERT INTO ab_test_outcomes (test_id, user_id, skill_name, completed) VALUES (1, ?, 'pytest-run', ?)`,
          [user, outcome < limit ? 1 : 0],
        );
      }
    }

    const columns = 'total_users, control_users, treatment_users, control_completion_rate, treatment_completion_rate';
    expect(await engine.all(`SELECT ${columns} FROM v_ab_test_summary`)).toEqual([[38, 20, 18, 0.4, 0.8]]);
  });

  test('the catalog shows a skill that nobody has invoked', async ({ engine }) => {
    await insertRows(engine, [aRow(), aRow({ session_id: 's2', completed: 0, duration_seconds: 2.5 })]);
    await run(engine, `INSERT INTO skill_metrics (skill_name) VALUES ('sphinx-build')`);
    await run(
      engine,
      `INSERT INTO skill_modalities (skill_name, modality_type, requires_human_review) VALUES ('sphinx-build', 'documentation', 1)`,
    );

    const columns =
      'skill_name, modality_type, requires_human_review, total_sessions, completion_rate, avg_duration_seconds';
    expect(await engine.all(`SELECT ${columns} FROM v_multimodal_skill_catalog`)).toEqual([
      ['pytest-run', null, null, 2, 0.5, 2],
      ['sphinx-build', 'documentation', 1, 0, null, null],
    ]);
  });

  test('a skill has one value per hour', async ({ engine }) => {
    await insertRows(engine, [aRow()]);
    const backfill = `INSERT INTO skill_time_series (skill_name, timestamp, invocation_count) VALUES ('pytest-run', '2026-02-10T12:00:00', 1)`;
    await run(engine, backfill);

    await expect(run(engine, backfill)).rejects.toThrow('UNIQUE');
    await run(engine, `${backfill} ON CONFLICT (skill_name, timestamp) DO UPDATE SET invocation_count = 7`);
    expect(await engine.all('SELECT invocation_count FROM skill_time_series')).toEqual([[7]]);
  });

  test('a community baseline is compared with calls, not with sessions', async ({ engine }) => {
    await insertRows(engine, [aRow(), aRow(), aRow({ completed: 0 }), aRow({ completed: 0 })]);
    await run(
      engine,
      `INSERT INTO skill_community_baselines (skill_name, global_completion_rate, last_updated) VALUES ('pytest-run', 0.75, '2026-02-10')`,
    );

    const columns = 'skill_name, user_invocations, user_completion_rate, baseline_completion_rate, delta_from_baseline';
    expect(await engine.all(`SELECT ${columns} FROM v_community_baseline_comparison`)).toEqual([
      ['pytest-run', 4, 0.5, 0.75, -0.25],
    ]);
  });

  test('phases keep their units: a percentage by skill, a fraction by usage', async ({ engine }) => {
    await insertRows(engine, [
      aRow({ workflow_phase: 'setup' }),
      aRow({ workflow_phase: 'setup', completed: 0 }),
      aRow(),
    ]);

    expect(await engine.all('SELECT total_invocations, completion_rate FROM v_skill_effectiveness_by_phase')).toEqual([
      [2, 50],
    ]);
    expect(await engine.all('SELECT usage_count, success_rate FROM v_skills_by_phase_usage')).toEqual([[2, 0.5]]);
    expect(
      await engine.all('SELECT invocations_in_phase, successful_completions FROM v_workflow_phase_patterns'),
    ).toEqual([[2, 1]]);
  });

  test('has every table, view and trigger name of V4', async ({ engine }) => {
    const names = new Set((await engine.all('SELECT name FROM sqlite_schema')).map(([name]) => name));

    const views = [
      'v_realtime_skill_dashboard',
      'v_skill_effectiveness_trend',
      'v_community_baseline_comparison',
      'v_skill_dependency_network',
      'v_ab_test_summary',
      'v_multimodal_skill_catalog',
      'v_skill_effectiveness_by_phase',
      'v_workflow_phase_patterns',
      'v_skills_by_phase_usage',
      'v_session_skill_summary',
      'v_skill_effectiveness',
      'v_top_skills',
      'v_daily_skill_source',
      'mv_daily_skills',
    ];
    expect([...v4TableNames, ...views].filter((name) => !names.has(name))).toEqual([]);
  });
});
