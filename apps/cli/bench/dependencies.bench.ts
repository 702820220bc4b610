// Which of 100 skills go together, over ten million calls in half a million sessions: what a team of 200 leaves behind in
// a year. Beside it the same counts in SQLite's own SQL (a tenth of the calls) and, with --duckdb FOLDER (in which
// `npm install @duckdb/node-api` was run), in DuckDB on one thread.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EventSegments, LogNames, migrateDatabase, openNodeSqliteEngine, SkillPairRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import { SkillDependencyReport } from '@skills/services';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    events: { type: 'string' },
    duckdb: { type: 'string' },
  },
});
const events = Number(values.events ?? (values.small === true ? 200_000 : 10_000_000));
const skills = 100;
const callsPerSession = 20;
const rounds = values.small === true ? 3 : 5;
const nowMs = Date.UTC(2026, 1, 10, 12);

/** Twenty sessions at a time, one call every three seconds; skills by a hash, the first ones more often. */
const callColumns = `
  (${nowMs - events * 3_000} + i * 3000) << 21 AS event_key,
  1 + ((((i * 2654435761) >> 7) & 0xffff) * (((i * 40503) >> 3) & 0xffff) * ${skills} >> 32) AS skill_id,
  1 + i / ${callsPerSession * 20} * 20 + i % 20 AS session_id,
  1 + (i / ${callsPerSession * 20} * 7 + i % 20) % 200 AS user_id,
  1 + (i / ${callsPerSession * 20} * 7 + i % 20) % 200 / 5 AS project_id`;

function numbers(count: number): string {
  return `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count})`;
}

async function fill(engine: SqlEngine): Promise<void> {
  await engine.transaction(async (transaction) => {
    const names = Array.from({ length: skills }, (_, index) => [`skill-${String(index + 1).padStart(3, '0')}`]);
    await transaction.runMany(`INSERT INTO skill (name, kind) VALUES (?, 'skill')`, names);
    await transaction.runMany('INSERT INTO skill_metrics (skill_name) VALUES (?)', names);
    await transaction.run(`INSERT INTO skill_event (event_key, skill_id, session_id, source_label, user_id, project_id)
      ${numbers(events)} SELECT event_key, skill_id, session_id, 1, user_id, project_id
      FROM (SELECT ${callColumns} FROM n)`);
  });
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
}

function medianOf(seconds: readonly number[]): number {
  return seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Number.NaN;
}

/** Shared sessions and lift of every pair, as plain SQL. */
const pairSql = `
  WITH s AS (SELECT DISTINCT session_id, skill_id FROM calls),
    c AS (SELECT skill_id, count(*) AS sessions FROM s GROUP BY skill_id),
    p AS (SELECT a.skill_id AS a, b.skill_id AS b, count(*) AS shared
      FROM s AS a JOIN s AS b ON a.session_id = b.session_id AND a.skill_id < b.skill_id GROUP BY 1, 2)
  SELECT count(*), sum(shared), sum(shared * 1.0 * (SELECT count(DISTINCT session_id) FROM s) / ca.sessions / cb.sessions)
  FROM p JOIN c AS ca ON ca.skill_id = a JOIN c AS cb ON cb.skill_id = b`;

type DuckDb = {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Record<string, string>,
    ): Promise<{
      connect(): Promise<{
        run(sql: string): Promise<unknown>;
        runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
      }>;
    }>;
  };
};

async function duckDb(folder: string): Promise<{ readonly seconds: number; readonly pairs: unknown }> {
  const found: DuckDb = createRequire(join(folder, 'package.json'))('@duckdb/node-api');
  const instance = await found.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  // The same calls: there / divides fractions, and shifts want BIGINT.
  const columns = callColumns.replaceAll('/', '//').replaceAll('0xffff', '65535');
  await connection.run(
    `CREATE TABLE calls AS SELECT session_id, skill_id FROM (SELECT ${columns} FROM (SELECT range AS i FROM range(${events})))`,
  );
  const runs = [];
  let pairs: unknown;
  for (let round = 0; round < 3; round += 1) {
    const { seconds, value } = await timed(async () => connection.runAndReadAll(pairSql));
    runs.push(seconds);
    pairs = value.getRows()[0];
  }
  return { seconds: medianOf(runs), pairs };
}

const folder = mkdtempSync(join(tmpdir(), 'skills-dependencies-'));
try {
  const path = join(folder, 'log.db');
  const engine = openNodeSqliteEngine({ url: `file:${path}` });
  await migrateDatabase(engine, { now: () => nowMs });
  const filled = await timed(async () => fill(engine));
  const log = new EventSegments({ engine });
  const made = await timed(async () => log.refresh(engine));
  const pairs = new SkillPairRepository({ engine });
  const report = new SkillDependencyReport({ log, names: new LogNames({ engine }), pairs });
  const runs: number[] = [];
  const cpuRuns: number[] = [];
  let stored: number | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const { seconds, value } = await timed(async () =>
      report.update({ nowMs, store: async (...update) => pairs.store(engine, ...update) }),
    );
    const { user, system } = process.cpuUsage(before);
    runs.push(seconds);
    cpuRuns.push((user + system) / 1e6);
    stored = value.stored;
  }
  const peerEvents = Math.ceil(events / 10);
  const peer = await timed(async () =>
    engine.all(
      pairSql.replace(
        'calls)',
        `(SELECT session_id, skill_id FROM skill_event ORDER BY event_key LIMIT ${peerEvents}))`,
      ),
    ),
  );
  const duck = values.duckdb === undefined ? undefined : await duckDb(values.duckdb);
  const [size] = await engine.all('SELECT sum(length(body)) FROM event_segment_column');
  const result = {
    events,
    fillSeconds: filled.seconds,
    segments: made.value,
    makeSegmentsSeconds: made.seconds,
    segmentBytes: Number(size?.[0]),
    databaseBytes: statSync(path).size,
    updateSeconds: medianOf(runs),
    updateRuns: runs,
    updateCpuSeconds: medianOf(cpuRuns),
    storedPairs: stored,
    sqliteEvents: peerEvents,
    sqliteSeconds: peer.seconds,
    ...(duck === undefined ? {} : { duckDbSeconds: duck.seconds, duckDbRatio: duck.seconds / medianOf(runs) }),
  };
  await engine.close();
  const line = (name: string, value: string): void => {
    process.stdout.write(`${name.padEnd(58)}${value.padStart(14)}\n`);
  };
  const [calls, sessions] = [events.toLocaleString('en'), (events / callsPerSession).toLocaleString('en')];
  process.stdout.write(`${skills} skills, ${calls} calls, ${sessions} sessions\n\n`);
  line('columns of the log made once', `${made.seconds.toFixed(2)} s`);
  line('  their size', `${(result.segmentBytes / 1e6).toFixed(0)} MB`);
  line(`dependencies measured and stored (${stored} pairs)`, `${result.updateSeconds.toFixed(3)} s`);
  line('  of it on a processor', `${result.updateCpuSeconds.toFixed(3)} s`);
  line(`counts and lift alone in SQLite, ${peerEvents.toLocaleString('en')} calls`, `${peer.seconds.toFixed(2)} s`);
  if (duck !== undefined) line('counts and lift alone in DuckDB, one thread', `${duck.seconds.toFixed(2)} s`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
