import fc from 'fast-check';
import { describe, expect, test as base } from 'vitest';
import { aRow, databaseAt, insertRows, run } from '../../test/predecessor-row.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

async function metrics(engine: SqlEngine, columns: string): Promise<readonly unknown[] | undefined> {
  const [row] = await engine.all(`SELECT ${columns} FROM skill_metrics WHERE skill_name = 'pytest-run'`);
  return row;
}

async function counts(engine: SqlEngine, column: string): Promise<unknown> {
  const row = await metrics(engine, column);
  return JSON.parse(String(row?.[0]));
}

function daysOf(view: string): string {
  return `SELECT date, skill_name, invocations, completions, abandonments FROM ${view} ORDER BY date`;
}

// What the predecessor's schema got wrong from V1 on, held at every version that its SQL can meet.
describe.each(['V1', 'V2', 'V3', 'V4', 'V5'])('the schema at %s', (version) => {
  const test = base.extend<{ engine: SqlEngine }>({
    engine: async ({}, use) => {
      const engine = await databaseAt(version);
      await use(engine);
      await engine.close();
    },
  });

  test('counts every error text under its own key, whatever characters it has', async ({ engine }) => {
    const texts = [
      '',
      'E.dot.path',
      'idx[0]',
      'idx[abc]',
      'a "quoted" text',
      'back\\slash',
      'line\nbreak',
      '🚀',
      "it's",
      '$',
      '\\u0041',
    ];
    await insertRows(
      engine,
      [...texts, ...texts].map((text) => aRow({ completed: 0, error_type: text })),
    );

    expect(await counts(engine, 'common_errors')).toEqual(Object.fromEntries(texts.map((text) => [text, 2])));
  });

  test('counts any workflow path under its own key', async ({ engine }) => {
    const path = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((text) => !text.includes('\0') && text !== '__proto__');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(path, { minLength: 1, maxLength: 5 }), fc.uuid(), async (paths, skillName) => {
        await insertRows(
          engine,
          paths.map((text) => aRow({ skill_name: skillName, workflow_path: text })),
        );

        const [row] = await engine.all('SELECT workflow_paths FROM skill_metrics WHERE skill_name = ?', [skillName]);
        expect(JSON.parse(String(row?.[0]))).toEqual(Object.fromEntries(paths.map((text) => [text, 1])));
      }),
      { numRuns: 20 },
    );
  });

  test('counts every follow-up action, not only the first', async ({ engine }) => {
    await insertRows(engine, [
      aRow({ follow_up_actions: '["git commit","open pr","git commit"]' }),
      aRow({ follow_up_actions: '["open pr"]' }),
      aRow({ follow_up_actions: '[]' }),
      aRow({ follow_up_actions: 'not json' }),
      aRow({ follow_up_actions: null }),
    ]);

    expect(await counts(engine, 'follow_up_actions')).toEqual({ 'git commit': 2, 'open pr': 2 });
  });

  test('knows the first and last call by their times, in any order of arrival and any format', async ({ engine }) => {
    await insertRows(engine, [
      aRow({ invoked_at: '2026-02-10T12:00:00' }),
      aRow({ invoked_at: '2026-02-10 13:00:00' }),
      aRow({ invoked_at: '2026-02-10T01:30:00.250000+02:00' }),
      aRow({ invoked_at: '2026-02-10T11:00:00+00:00' }),
    ]);

    expect(await metrics(engine, 'first_invoked, last_invoked')).toEqual([
      '2026-02-10T01:30:00.250000+02:00',
      '2026-02-10 13:00:00',
    ]);
    const [row] = await engine.all('SELECT first_skill_at, last_skill_at FROM v_session_skill_summary');
    expect(row).toEqual(['2026-02-10T01:30:00.250000+02:00', '2026-02-10 13:00:00']);
  });

  test('averages the durations that are known, and takes text for no duration', async ({ engine }) => {
    await insertRows(engine, [
      aRow({ duration_seconds: 10 }),
      aRow({ duration_seconds: null }),
      aRow({ duration_seconds: 20 }),
      aRow({ duration_seconds: 'slow' }),
      aRow({ duration_seconds: 900, completed: 0 }),
    ]);

    expect(
      await metrics(
        engine,
        'total_invocations, completed_invocations, abandoned_invocations, total_duration_seconds, avg_duration_seconds, completion_rate',
      ),
    ).toEqual([5, 4, 1, 30, 15, 80]);
    expect(await engine.all('SELECT avg_duration_seconds, completion_rate FROM v_skill_effectiveness')).toEqual([
      [15, 80],
    ]);
    expect(await engine.all('SELECT avg_duration_seconds, completions FROM mv_daily_skills')).toEqual([[15, 4]]);
  });

  test('finds a call by a word of its query, until the row is changed or gone', async ({ engine }) => {
    const search = async (word: string): Promise<unknown> =>
      engine.all('SELECT rowid FROM skill_invocation_fts WHERE skill_invocation_fts MATCH ?', [word]);
    await insertRows(engine, [
      aRow({ user_query: 'fix the failing tests' }),
      aRow({ user_query: 'añade pruebas 🚀', invoked_at: '2026-02-11 00:00:00' }),
    ]);

    expect(await search('failing')).toEqual([[1]]);
    expect(await search('pruebas')).toEqual([[2]]);

    await run(engine, `UPDATE skill_invocation SET user_query = 'write docs' WHERE id = 1`);
    await run(engine, 'DELETE FROM skill_invocation WHERE id = 2');

    expect([await search('failing'), await search('docs'), await search('pruebas')]).toEqual([[], [[1]], []]);
  });

  test('names the preferred workflow instead of counting it', async ({ engine }) => {
    await insertRows(
      engine,
      ['quick', 'deep.dive[1]', 'deep.dive[1]', null].map((path) => aRow({ workflow_path: path })),
    );

    expect(await engine.all('SELECT skill_name, total_invocations, preferred_workflow FROM v_top_skills')).toEqual([
      ['pytest-run', 4, 'deep.dive[1]'],
    ]);
  });

  test('has the days of each skill without a job that fills them', async ({ engine }) => {
    await insertRows(engine, [aRow(), aRow({ completed: 0 }), aRow({ invoked_at: '2026-02-10T23:30:00-02:00' })]);

    const days = [
      ['2026-02-10', 'pytest-run', 2, 1, 1],
      ['2026-02-11', 'pytest-run', 1, 1, 0],
    ];
    expect(await engine.all(daysOf('mv_daily_skills'))).toEqual(days);
    expect(await engine.all(daysOf('v_daily_skill_source'))).toEqual(days);
  });

  test('counts the skills of a session', async ({ engine }) => {
    await insertRows(engine, [aRow(), aRow(), aRow({ session_id: 's2' })]);

    expect(await engine.all('SELECT session_id, skill_name, invocation_count FROM session_skills ORDER BY 1')).toEqual([
      ['s1', 'pytest-run', 2],
      ['s2', 'pytest-run', 1],
    ]);
  });

  test('counts a call once when the whole statement says OR REPLACE or OR IGNORE', async ({ engine }) => {
    await insertRows(engine, [aRow()]);
    await run(
      engine,
      `INSERT OR REPLACE INTO skill_invocation (skill_name, invoked_at, session_id, completed) VALUES ('pytest-run', '2026-02-11', 's1', 0)`,
    );
    await run(
      engine,
      `INSERT OR IGNORE INTO skill_invocation (skill_name, invoked_at, session_id, completed) VALUES ('pytest-run', '2026-02-12', 's1', 0)`,
    );

    expect(await metrics(engine, 'total_invocations, completed_invocations, abandoned_invocations')).toEqual([3, 1, 2]);
    expect(await engine.all('SELECT count(*), count(DISTINCT id) FROM skill_invocation')).toEqual([[3, 3]]);
  });

  test('holds no embedding a second time in an index', async ({ engine }) => {
    expect(await engine.all(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%embedding%'`)).toEqual(
      [],
    );
  });

  test('refuses a call without a name, a time or a session', async ({ engine }) => {
    for (const column of ['skill_name', 'invoked_at', 'session_id']) {
      // oxlint-disable-next-line no-await-in-loop -- each on its own
      await expect(insertRows(engine, [aRow({ [column]: null })])).rejects.toThrow(`skill_invocation.${column}`);
    }
    expect(await engine.all('SELECT count(*) FROM skill_invocation')).toEqual([[0]]);
  });
});
