import type { CollectedBatch, SkillInvocation } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { migrations } from './migrations.ts';
import { aRow, databaseAt, insertRows, run, type PredecessorRow } from '../../test/predecessor-row.ts';
import { rowsOf, schemaText, tableContents } from '../../test/table-contents.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { rebuildRollups } from '../rollup/rebuild-rollups.ts';
import { Migrator } from './migrator.ts';
import { keptTables } from './v5-aside.ts';

const oddTimes = [
  '2026-02-10T12:34:56.789012',
  '2026-02-10 12:34:56',
  '2026-02-10T12:34:56+02:00',
  '2026-02-10',
  'never',
  '',
  '1969-07-20T20:17:40',
];
const oddDurations = [1.5, null, 0, -3, 'slow', 1e300, 0.1 + 0.2, 7];
const oddTexts = [null, '', 'a.b[0]', 'x"y\\', 'añade pruebas 🚀', "it's", '["json"]', 'x'.repeat(3000)];
const oddLists = [null, '[]', '["a","b"]', '["a"', '{"a":1}', '[1,null,"c"]'];
const oddOutcomes = [1, 0, 1, 1, 2, 'yes'];

/** Calls with every kind of value that the predecessor never checks; columns as a version has them. */
function oddRows(count: number, version: number): readonly PredecessorRow[] {
  const random = seededRandom(count + version);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] ?? values[0]!;
  return Array.from({ length: count }, (_, index) =>
    aRow({
      skill_name: `skill-${index % 7}`,
      invoked_at: random() < 0.5 ? pick(oddTimes) : new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      session_id: `s${index % 31}`,
      workflow_path: pick(oddTexts),
      completed: pick(oddOutcomes),
      duration_seconds: pick(oddDurations),
      user_query: pick(oddTexts),
      alternatives_considered: pick(oddLists),
      selection_rank: pick([null, 1, 0, 2.5, 'first', -1]),
      follow_up_actions: pick(oddLists),
      error_type: pick(oddTexts),
      created_at: pick(['2026-02-10 12:00:00', 'long ago']),
      ...(version >= 2 ? { embedding: pick([null, new Uint8Array([0, 1, 255])]) } : {}),
      ...(version >= 3 ? { workflow_phase: pick(oddTexts), workflow_step_id: pick(oddTexts) } : {}),
    }),
  );
}

const addV4Rows = `
INSERT INTO skill_user_interactions (user_id, session_id, skill_name, invoked_at, completed, rating)
  VALUES ('u1', 's1', 'skill-1', '2026-02-10 12:00:00', 'maybe', 4.5);
INSERT INTO skill_anomalies (skill_name, detected_at, anomaly_type) VALUES ('skill-2', '2026-02-10', 'drop');
INSERT INTO skill_metrics (skill_name) VALUES ('never-run');
INSERT INTO skill_modalities (skill_name, modality_type) VALUES ('never-run', 'code');
`;

function migratorOf(engine: SqlEngine): Migrator {
  return new Migrator({ engine, now: Date.now });
}

async function filled(version: number, rows: number): Promise<SqlEngine> {
  const engine = await databaseAt(`V${version}`);
  await insertRows(engine, oddRows(rows, version));
  if (version === 4) await engine.transaction(async (transaction) => transaction.script(addV4Rows));
  return engine;
}

describe('2,000 rows with odd values', () => {
  test.each([1, 2, 3, 4])('come back from the version after V%i as they were', async (version) => {
    const engine = await filled(version, 2000);
    const before = [await schemaText(engine), await tableContents(engine)];

    await migratorOf(engine).migrate({ to: `V${version + 1}` });
    const there = await engine.all('SELECT count(*) FROM skill_invocation');
    await migratorOf(engine).rollback({ to: `V${version}` });

    expect(there).toEqual([[2000]]);
    expect([await schemaText(engine), await tableContents(engine)]).toEqual(before);
  });

  test.each([1, 3])('come back from the latest version to V%i as they were', async (version) => {
    const engine = await filled(version, 2000);
    const before = [await schemaText(engine), await tableContents(engine)];

    await migratorOf(engine).migrate();
    expect(await migratorOf(engine).validate()).toEqual([]);
    await migratorOf(engine).rollback({ to: `V${version}` });

    expect([await schemaText(engine), await tableContents(engine)]).toEqual(before);
  });

  test('show the same at V5 as at V4, value for value', async () => {
    const engine = await filled(4, 2000);
    const before = [
      await rowsOf(engine, 'skill_invocation'),
      await rowsOf(engine, 'session_skills'),
      await rowsOf(engine, 'skill_user_interactions'),
    ];

    await migratorOf(engine).migrate();

    expect([
      await rowsOf(engine, 'skill_invocation'),
      await rowsOf(engine, 'session_skills'),
      await rowsOf(engine, 'skill_user_interactions'),
    ]).toEqual(before);
  });
});

function aCall(index: number): SkillInvocation {
  return {
    callId: `call-${index}`,
    source: 'claude-code',
    kind: index % 3 === 0 ? 'mcp_tool' : 'skill',
    skillName: `skill-${index % 5}`,
    invokedAtMs: Date.UTC(2026, 1, 10) + index * 40_000,
    completed: [true, false, null][index % 3] ?? null,
    durationSeconds: index % 4 === 0 ? undefined : index / 8,
    sessionId: `session-${index % 20}`,
    userId: index % 2 === 0 ? `user-${index % 6}` : undefined,
    projectId: 'shop-0a1b2c',
    workflowPhase: 'setup',
    errorType: index % 3 === 1 ? 'timeout' : undefined,
    model: 'opus',
    inputTokens: index,
    rating: index % 10 === 0 ? 4 : undefined,
    alternatives: ['a', 'b'],
    followUpActions: ['git commit'],
    taskId: `task-${index}`,
  };
}

function batchOf(calls: number): CollectedBatch {
  const atMs = Date.UTC(2026, 1, 10);
  return {
    invocations: Array.from({ length: calls }, (_, index) => aCall(index)),
    completions: [{ callId: 'not-seen-yet', completed: true }],
    usages: [
      {
        messageId: 'm1',
        source: 'claude-code',
        sessionId: 'session-1',
        model: 'opus',
        atMs,
        inputTokens: 1,
        outputTokens: 2,
        cacheReadTokens: 3,
        cacheCreationTokens: 4,
        cacheCreation1hTokens: 0,
      },
    ],
    offers: [{ skillName: 'skill-1', sessionId: 'session-1', offeredAtMs: atMs }],
    sessions: [{ sessionId: 'empty-session', firstAtMs: atMs, lastAtMs: atMs }],
    projects: [{ projectId: 'shop-0a1b2c', name: 'shop', path: '/home/me/shop' }],
    quarantined: [{ lineNumber: 3, byteOffset: 90, byteLength: 4, reason: 'not JSON' }],
    checkpoint: {
      source: 'claude-code',
      path: '/home/me/a.jsonl',
      device: '1',
      inode: '2',
      fingerprint: 'f',
      fingerprintBytes: 1,
      sizeBytes: 100,
      modifiedAtMs: atMs,
      byteOffset: 100,
      lineNumber: 4,
      parserState: null,
    },
  };
}

async function collect(engine: SqlEngine, calls: number): Promise<unknown> {
  return new EventIngest({ engine, pseudonymise: (id) => `p-${id}`, now: () => Date.UTC(2026, 1, 11) }).ingest(
    batchOf(calls),
  );
}

/** The log of V5, what counts it, and how far it was read; not when it was counted. */
async function contentsOfV5(engine: SqlEngine): Promise<unknown> {
  const contents = await tableContents(engine);
  // Ids that rows had at V4 are not given again, so their sequence moves on.
  const tables = keptTables.filter((table) => table !== 'skill_event_legacy_sequence');
  return {
    ...Object.fromEntries(tables.map((table) => [table, contents[table]])),
    skill_metrics: contents['skill_metrics']?.map((row) => row.slice(0, row.lastIndexOf(' | '))),
  };
}

describe('a log that V4 cannot hold', () => {
  test.each(['V4', 'V3', 'V1'])(
    'is readable at %s, comes back exactly, and collecting again adds nothing',
    async (version) => {
      const engine = await filled(4, 300);
      await migratorOf(engine).migrate();
      await collect(engine, 500);
      const before = await contentsOfV5(engine);

      await migratorOf(engine).rollback({ to: version });
      const rows = await engine.all(
        'SELECT count(*), sum(completed = 0), min(id) FROM skill_invocation WHERE session_id LIKE ?',
        ['session-%'],
      );
      await migratorOf(engine).migrate();

      expect(rows).toEqual([[500, 333, 301]]);
      expect(await contentsOfV5(engine)).toEqual(before);
      expect(await collect(engine, 500)).toEqual({ inserted: 0, duplicates: 500, completed: 0, quarantined: 0 });
      expect(await migratorOf(engine).validate()).toEqual([]);
    },
  );

  test('takes up what was inserted, and gives up what was deleted or redacted, while it was at V4', async () => {
    const engine = await filled(4, 300);
    await migratorOf(engine).migrate();
    await collect(engine, 100);
    await migratorOf(engine).rollback({ to: 'V4' });
    await insertRows(engine, [
      aRow({ user_query: 'later' }),
      aRow({ user_query: 'later', completed: 0 }),
      aRow({ user_query: 'later' }),
    ]);
    await run(engine, `DELETE FROM skill_invocation WHERE id IN (1, 301)`);
    await run(engine, `UPDATE skill_invocation SET user_query = NULL WHERE id = 2`);

    await migratorOf(engine).migrate();

    const counts = `SELECT count(*), count(DISTINCT id), (SELECT count(*) FROM event_identity),
      (SELECT sum(invocations) FROM skill_rollup_day WHERE project_id = 0) FROM skill_invocation`;
    expect(await engine.all(counts)).toEqual([[401, 401, 401, 401]]);
    expect(await engine.all(`SELECT count(*) FROM skill_invocation WHERE user_query = 'later'`)).toEqual([[3]]);
    expect(await engine.all('SELECT user_query FROM skill_invocation WHERE id = 2')).toEqual([[null]]);
    expect(await collect(engine, 100)).toMatchObject({ inserted: 1, duplicates: 99 });
    const kept = await contentsOfV5(engine);
    await engine.transaction(rebuildRollups);
    expect(await contentsOfV5(engine)).toEqual(kept);
  });

  test('shows the people of the log at V4, and does not take them for rows of others afterwards', async () => {
    const engine = await filled(4, 20);
    await migratorOf(engine).migrate();
    await collect(engine, 10);
    const query = `SELECT user_id, session_id, skill_name, completed, rating FROM skill_user_interactions ORDER BY user_id, session_id`;
    const atV5 = await engine.all(query);

    await migratorOf(engine).rollback({ to: 'V4' });
    const atV4 = await engine.all(query);
    await migratorOf(engine).migrate();

    expect(atV5).toHaveLength(6);
    expect(atV4).toEqual(atV5.map((row) => [...row.slice(0, 3), row[3] ?? 0, row[4]]));
    expect(await engine.all(query)).toEqual(atV5);
  });

  test('writes an event that also has a query as one whole row', async () => {
    const engine = await databaseAt(`V${migrations.length}`);
    await collect(engine, 3);
    await run(
      engine,
      `INSERT INTO skill_event_legacy (event_key, id, skill_name, session_id, invoked_at, created_at, user_query)
       SELECT event_key, event_key, 'skill-1', 'session-1', '2026-02-10T00:00:40.000Z', '2026-02-10 00:00:40', 'why'
       FROM skill_event ORDER BY event_key LIMIT 1 OFFSET 1`,
    );
    const before = await contentsOfV5(engine);

    await migratorOf(engine).rollback({ to: 'V4' });
    const rows = await engine.all(
      'SELECT id, skill_name, completed, duration_seconds, user_query, error_type, follow_up_actions FROM skill_invocation',
    );
    await migratorOf(engine).migrate();

    expect(rows).toEqual([
      [1, 'skill-0', 1, null, null, null, '["git commit"]'],
      [2, 'skill-1', 0, 0.125, 'why', 'timeout', '["git commit"]'],
      [3, 'skill-2', 0, 0.25, null, null, '["git commit"]'],
    ]);
    expect(await contentsOfV5(engine)).toEqual(before);
  });

  test('leaves a clean V4 behind when rows alone can make it again', async () => {
    const engine = await filled(4, 50);
    await migratorOf(engine).migrate();
    await migratorOf(engine).rollback({ to: 'V4' });
    const clean = await engine.all(`SELECT count(*) FROM sqlite_schema WHERE name LIKE 'v5\\_%' ESCAPE '\\'`);

    await migratorOf(engine).migrate();
    await collect(engine, 1);
    await migratorOf(engine).rollback({ to: 'V4' });
    const kept = await engine.all(`SELECT count(*) FROM sqlite_schema WHERE name LIKE 'v5\\_%' ESCAPE '\\'`);
    await migratorOf(engine).rollback({ to: 'V0' });

    expect(clean).toEqual([[0]]);
    expect(kept[0]?.[0]).toBeGreaterThan(20);
    expect(await engine.all(`SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'`)).toEqual([[0]]);
  });
});
