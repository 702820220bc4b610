import { expect, test as base } from 'vitest';
import { aRow, databaseAt, insertRows, run } from '../../test/predecessor-row.ts';
import { rowsOf, tableContents } from '../../test/table-contents.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';
import { settleViewWrites } from './settle-view-writes.ts';

const test = base.extend<{ engine: SqlEngine }>({
  engine: async ({}, use) => {
    const engine = await databaseAt('V5');
    await use(engine);
    await engine.close();
  },
});

test('a call written through the view is counted after settling, once', async ({ engine }) => {
  await insertRows(engine, [
    aRow(),
    aRow({ completed: 0, error_type: 'timeout' }),
    aRow({ session_id: 's2', completed: null }),
  ]);

  expect(await settleViewWrites(engine)).toBe(3);
  expect(await settleViewWrites(engine)).toBe(0);

  const settled = await tableContents(engine);
  await engine.transaction(async (transaction) => {
    await rebuildRollups(transaction);
    await rebuildSkillMetrics(transaction);
  });
  expect(await tableContents(engine)).toEqual(settled);
  expect(await engine.all('SELECT invocations, completed, failed, sessions FROM skill_rollup_day')).toEqual([
    [3, 1, 1, 2],
  ]);
});

test('a call written through the view has the identity that collecting the same record gives', async ({ engine }) => {
  await insertRows(engine, [aRow(), aRow(), aRow({ session_id: 's2' })]);
  await settleViewWrites(engine);

  const ids = [
    'session-buddy:s1:pytest-run:2026-02-10T12:34:56.789012',
    'session-buddy:s1:pytest-run:2026-02-10T12:34:56.789012#2',
    'session-buddy:s2:pytest-run:2026-02-10T12:34:56.789012',
  ];
  const rows = await engine.all('SELECT identity FROM event_identity');
  expect(new Set(rows.map(([identity]) => identity))).toEqual(new Set(ids.map((id) => eventIdentity(id))));
});

test('the triggers count what settling counts', async ({ engine }) => {
  await insertRows(engine, [
    aRow({ invoked_at: '2026-02-10T12:00:00.000Z', workflow_path: 'a.b', follow_up_actions: '["x","y"]' }),
    aRow({
      invoked_at: '2026-02-09T12:00:00.000Z',
      workflow_path: 'a.b',
      completed: 0,
      error_type: '',
      duration_seconds: 3,
    }),
    aRow({ invoked_at: '2026-02-11T12:00:00.000Z', completed: null, duration_seconds: null }),
  ]);
  const columns = `skill_name, total_invocations, completed_invocations, abandoned_invocations, total_duration_seconds,
    avg_duration_seconds, completion_rate, first_invoked, last_invoked, workflow_paths, common_errors, follow_up_actions`;
  const counted = await engine.all(`SELECT ${columns} FROM skill_metrics`);

  await settleViewWrites(engine);

  expect(await engine.all(`SELECT ${columns} FROM skill_metrics`)).toEqual(counted);
});

test('values keep the types that the columns of V4 give them', async ({ engine }) => {
  const four = await databaseAt('V4');
  const rows = [
    aRow({
      completed: '1',
      duration_seconds: '2.5',
      selection_rank: '3',
      user_query: 7,
      created_at: '2026-02-10 00:00:00',
    }),
    aRow({
      completed: 0,
      duration_seconds: 'slow',
      selection_rank: 1.5,
      error_type: '',
      created_at: '2026-02-10 00:00:00',
    }),
    aRow({
      duration_seconds: -1,
      embedding: new Uint8Array([0, 255]),
      workflow_step_id: '🚀',
      created_at: '2026-02-10 00:00:00',
    }),
  ];

  await insertRows(engine, rows);
  await insertRows(four, rows);

  expect(await rowsOf(engine, 'skill_invocation')).toEqual(await rowsOf(four, 'skill_invocation'));
  expect(
    await engine.all('SELECT completed, duration_seconds, selection_rank FROM skill_event ORDER BY event_key'),
  ).toEqual([
    [1, 2.5, 3],
    [0, null, null],
    [1, null, null],
  ]);
});

test('ids go on where they were, and are not given twice', async ({ engine }) => {
  await insertRows(engine, [aRow(), aRow({ id: 41 }), aRow()]);
  await run(engine, 'DELETE FROM skill_invocation WHERE id = 42');
  await insertRows(engine, [aRow()]);

  expect(await engine.all('SELECT id FROM skill_invocation ORDER BY id')).toEqual([[1], [41], [43]]);
});

test('completing a row through the view completes the event', async ({ engine }) => {
  await insertRows(engine, [aRow({ completed: null, duration_seconds: null })]);
  await run(
    engine,
    `UPDATE skill_invocation SET completed = 0, duration_seconds = 4, error_type = 'late' WHERE id = 1`,
  );
  await settleViewWrites(engine);

  expect(await engine.all('SELECT completed, duration_seconds, error_type FROM skill_invocation')).toEqual([
    [0, 4, 'late'],
  ]);
  expect(await engine.all('SELECT failed, duration_count FROM skill_rollup_hour')).toEqual([[1, 1]]);
  await expect(run(engine, `UPDATE skill_invocation SET skill_name = 'other' WHERE id = 1`)).rejects.toThrow(
    'cannot be changed',
  );
});

test('erasing a row through the view leaves nothing of it', async ({ engine }) => {
  await insertRows(engine, [aRow({ user_query: 'secret' }), aRow()]);
  await settleViewWrites(engine);
  await run(engine, 'DELETE FROM skill_invocation WHERE id = 1');
  await settleViewWrites(engine);

  const counts = ['skill_event', 'event_identity', 'skill_event_legacy'].map(
    (table) => `(SELECT count(*) FROM ${table})`,
  );
  expect(await engine.all(`SELECT ${counts.join(', ')}, (SELECT sum(invocations) FROM skill_rollup_day)`)).toEqual([
    [1, 1, 1, 1],
  ]);
});

test('a row without a readable time is dated by when it was written', async ({ engine }) => {
  await insertRows(engine, [aRow({ invoked_at: 'yesterday', created_at: '2026-02-10 12:00:00' })]);

  expect(await engine.all('SELECT invoked_at FROM skill_invocation')).toEqual([['yesterday']]);
  expect(await engine.all('SELECT (event_key >> 21) FROM skill_event')).toEqual([[Date.UTC(2026, 1, 10, 12)]]);
});

test('what a person did is written through its view, with its skill', async ({ engine }) => {
  const insert = `INSERT INTO skill_user_interactions (user_id, session_id, skill_name, invoked_at, completed, rating)
    VALUES ('u1', 's1', ?, '2026-02-10', 1, 4.5)`;
  await insertRows(engine, [aRow()]);
  await run(engine, insert, ['pytest-run']);

  await expect(run(engine, insert, ['no such skill'])).rejects.toThrow('FOREIGN KEY');
  expect(await engine.all('SELECT id, user_id, rating FROM skill_user_interactions')).toEqual([[1, 'u1', 4.5]]);
});
