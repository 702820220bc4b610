// Costs and budgets at the size of 10 M records: 100 projects, a year, 200 skills, 5 models, 110,000 calls in the last day.
// Only what these questions read is filled: rollups and the last day of the log. The floor in the same run is the bare
// sum of the days that a window has, without whole months and without prices. Times are processor time.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose } from '@skills/composition';
import {
  ExecutionEffortRepository,
  migrateDatabase,
  openExecutionHours,
  openNodeSqliteEngine,
  type SqlEngine,
  summariseHours,
} from '@skills/storage';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const isSmall = values.small === true;
const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 5, 1, 12);
const today = Math.floor(nowMs / dayMs);
const projects = isSmall ? 5 : 100;
const callsOfLastDay = isSmall ? 11_000 : 110_000;
const [days, skills, models] = [365, 200, 5];
const rounds = 15;
const budgetMs = 20;

const numbers = (name: string, count: number): string =>
  `${name}(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM ${name} WHERE n < ${count - 1})`;

async function fill(engine: SqlEngine): Promise<void> {
  await migrateDatabase(engine, { now: () => nowMs });
  await engine.transaction(async (transaction) => {
    const run = (sql: string): Promise<number> => transaction.run(sql);
    await run(`WITH RECURSIVE ${numbers('s', skills)} INSERT INTO skill SELECT n + 1, 'skill-' || n, 'skill' FROM s`);
    await run(`WITH RECURSIVE ${numbers('m', models)} INSERT INTO label SELECT n + 1,
      CASE n WHEN 0 THEN 'claude-opus-4-5' WHEN 1 THEN 'claude-sonnet-4-5' WHEN 2 THEN 'claude-haiku-4-5' WHEN 3 THEN 'gpt-5' ELSE 'o3' END FROM m`);
    await run(`WITH RECURSIVE ${numbers('s', skills)} INSERT INTO label SELECT n + 100, 'skill-' || n FROM s`);
    await run(`INSERT INTO session (session_id, external_id) VALUES (1, 's')`);
    await run(
      `WITH RECURSIVE ${numbers('p', projects)} INSERT INTO project (project_id, external_id, name) SELECT n + 1, 'project-' || n, 'project-' || n FROM p`,
    );
    const usage = (project: string): string => `
      INSERT INTO usage_rollup_day SELECT ${project}, ${today} - d.n, m.n + 1, CASE s.n WHEN 0 THEN 0 ELSE s.n + 99 END, 0,
        50, 12345 + s.n, 2345, 1234567, 123456, 1000, 0 FROM d, m, s`;
    await run(`WITH RECURSIVE ${numbers('d', days)}, ${numbers('m', models)}, ${numbers('s', 101)} ${usage('0')}`);
    await run(`WITH RECURSIVE ${numbers('d', days)}, ${numbers('m', models)}, ${numbers('s', 4)}, ${numbers('p', projects)}
      ${usage('p.n + 1')}, p`);
    await run(`WITH RECURSIVE ${numbers('d', days)}, ${numbers('s', skills)}
      INSERT INTO skill_rollup_day SELECT 0, s.n + 1, ${today} - d.n, 137, 90, 20, 137, 1, 1, 90, 1, NULL, 10, 0 FROM d, s`);
    await run(`WITH RECURSIVE ${numbers('e', callsOfLastDay)}
      INSERT INTO skill_event (event_key, skill_id, session_id, source_label, completed, duration_seconds, details)
      SELECT ((${nowMs} - e.n * ${Math.floor(dayMs / callsOfLastDay)}) << 21), 1 + e.n % ${skills}, 1, 1, 1, CASE WHEN e.n % 100 THEN e.n % 40 ELSE e.n % 4000 END,
        CASE WHEN e.n % 20 = 0 THEN '{"humanEffortLevel":"HIGH"}' END FROM e`);
  });
}

/** Median processor time, which the load of the machine hardly changes. */
async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'skills-bench-costs-'));
try {
  const url = `file:${join(folder, 'skills.db')}`;
  const engine = openNodeSqliteEngine({ url });
  await fill(engine);
  // As after a collect.
  const hour = Math.floor(nowMs / 3_600_000);
  const hours = Array.from({ length: 26 }, (_, index) => hour - index);
  await engine.transaction((transaction) => openExecutionHours(transaction, hours));
  await summariseHours(engine, nowMs);
  const ignore = (): void => undefined;
  await using composition = compose({
    databaseUrl: url,
    environment: { HOME: folder },
    nowMs: () => nowMs,
    note: ignore,
    onSimulated: ignore,
  });
  const costs = await composition.costs('write');
  const terms = { limitUsd: 1e6, warnShare: 0.8, fromDay: null };
  for (const period of ['day', 'month', 'total'] as const) {
    for (const projectId of [null, 'project-1']) await costs.budgets.set({ ...terms, period, projectId }, nowMs);
  }
  const windowOf = (length: number) =>
    ({ sinceMs: (today + 1 - length) * dayMs, untilMs: (today + 1) * dayMs, bucket: 'day' }) as const;
  const floor = (length: number) => (): Promise<unknown> =>
    engine.all(
      `SELECT model_label, skill_label, sum(messages), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens)
       FROM usage_rollup_day WHERE project_id = 0 AND day > ? GROUP BY 1, 2`,
      [today - length],
    );
  const effort = new ExecutionEffortRepository({ engine });
  const questions: readonly (readonly [string, () => Promise<unknown>, (() => Promise<unknown>) | undefined])[] = [
    ['costs, 30 days', () => costs.analyzer.costs({ window: windowOf(30), nowMs }), floor(30)],
    ['costs, a year', () => costs.analyzer.costs({ window: windowOf(365), nowMs }), floor(365)],
    [
      'costs of a project, 30 days',
      () => costs.analyzer.costs({ window: windowOf(30), nowMs, projectId: 'project-1' }),
      undefined,
    ],
    ['the executions of the last day in it', () => effort.executionEffort(nowMs), undefined],
    ['getApiUsageAndCosting', () => costs.analyzer.getApiUsageAndCosting({ nowMs }), undefined],
    ['budgets: 3 of all, 3 of a project', () => costs.budgets.budgets(nowMs), undefined],
  ];
  const rows: { question: string; ms: number; floorMs: number | null; budgetMs: number }[] = [];
  for (const [question, ask, bare] of questions) {
    const ms = await medianMs(ask);
    rows.push({ question, ms, floorMs: bare === undefined ? null : await medianMs(bare), budgetMs });
  }
  // oxlint-disable-next-line no-console -- the table is what a bench is for
  console.table(rows);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ isSmall, rows }, null, 2));
  await engine.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
