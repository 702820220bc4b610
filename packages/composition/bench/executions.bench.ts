// What it costs to record executions, and to ask about them. One at a time each is on the disk when it is acknowledged;
// peer in the same run: a bare INSERT and COMMIT with node:sqlite, the same pragmas and the same fields. Questions are
// asked of a simulated world; `--events` says how large, `--small` makes it quick.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { compose, type Composition, type Executions } from '@skills/composition';
import type { ExecutionRecord } from '@skills/schema';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import { EventIngest, openNodeSqliteEngine } from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    events: { type: 'string' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const nowMs = Date.parse('2026-06-01T12:30:00Z');
const events = Number(values.events ?? (values.small === true ? 50_000 : 1_000_000));
const singles = values.small === true ? 200 : 1_000;
const burst = values.small === true ? 2_000 : 20_000;

type Row = { readonly name: string; readonly milliseconds: number };

function composed(path: string): Composition {
  return compose({
    databaseUrl: `file:${path}`,
    environment: { HOME: values.directory },
    nowMs: () => nowMs,
    note: () => undefined,
    onSimulated: () => undefined,
  });
}

function execution(index: number): ExecutionRecord {
  return {
    toolName: `tool-${index % 20}`,
    success: index % 11 !== 0,
    durationSeconds: (index % 50) / 10,
    taskId: `task-${index >> 3}`,
    agentId: `agent-${index % 5}`,
    costActual: 0.01,
    tokensUsed: 1000 + (index % 7),
    humanEffortLevel: 'MEDIUM',
    browserUsed: false,
    startedAtMs: nowMs - (index % 3_600_000),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function medianOf(runs: number, work: (run: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
  for (let run = 0; run < runs; run += 1) times.push(await timed(async () => work(run)));
  return median(times);
}

function bareCommit(directory: string): number {
  const database = new DatabaseSync(join(directory, 'floor.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  database.exec(
    'CREATE TABLE execution (id INTEGER PRIMARY KEY, tool TEXT, success INTEGER, seconds REAL, details TEXT)',
  );
  const insert = database.prepare('INSERT INTO execution (tool, success, seconds, details) VALUES (?, ?, ?, ?)');
  const times: number[] = [];
  for (let index = 0; index < singles; index += 1) {
    const startedMs = performance.now();
    database.exec('BEGIN IMMEDIATE');
    insert.run(`tool-${index % 20}`, 1, 0.5, '{"taskId":"task-1","humanEffortLevel":"MEDIUM"}');
    database.exec('COMMIT');
    times.push(performance.now() - startedMs);
  }
  database.close();
  return median(times);
}

async function recording({ engine }: Executions, directory: string): Promise<readonly Row[]> {
  await engine.recordExecution(execution(0));
  const single = await medianOf(singles, async (run) => engine.recordExecution(execution(run + 1)));
  const together = await timed(async () =>
    Promise.all(Array.from({ length: 5_000 }, async (_, index) => engine.recordExecution(execution(index)))),
  );
  const list = Array.from({ length: burst }, (_, index) => execution(index));
  const batch = await timed(async () => engine.recordExecutions(list));
  return [
    { name: 'record one, durable', milliseconds: single },
    { name: 'bare insert and commit', milliseconds: bareCommit(directory) },
    { name: 'record one of 5,000 at once', milliseconds: together / 5_000 },
    { name: `record one of a batch of ${burst}`, milliseconds: batch / burst },
  ];
}

async function questions(path: string): Promise<readonly Row[]> {
  await using world = composed(path);
  const { engine } = await world.executions('write');
  const first = await timed(async () => engine.runHourlyAggregation());
  const idle = await medianOf(5, async () => engine.runHourlyAggregation());
  const incremental = await medianOf(5, async (run) => {
    const late = Array.from({ length: 1_000 }, (_, index) => ({
      ...execution(index),
      startedAtMs: nowMs - (run + 2) * 3_600_000 - index * 1_000,
    }));
    await engine.recordExecutions(late);
    return engine.runHourlyAggregation();
  });
  const asked = {
    pipeline: async () => engine.getTaskPipeline(),
    learning: async () => engine.getSystemLearning(),
    risks: async () => engine.getRiskPatterns(),
    recommendations: async () => engine.getToolRecommendations(),
  };
  const rows: Row[] = [
    { name: 'aggregate everything', milliseconds: first },
    { name: 'aggregate, nothing new', milliseconds: idle },
    { name: 'record 1,000 late ones and aggregate', milliseconds: incremental },
  ];
  for (const [name, ask] of Object.entries(asked)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
    rows.push({ name, milliseconds: await medianOf(11, ask) });
  }
  return rows;
}

async function fill(path: string): Promise<void> {
  await using empty = composed(path);
  await empty.executions('write');
  const engine = openNodeSqliteEngine({ url: `file:${path}` });
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => userId, now: () => nowMs });
  const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days: 30, projects: 50, skills: 100 };
  await ingest.ingestAll(simulateWorld(world, { eventsOnly: true, batchSize: 10_000 }));
  await engine.close();
}

const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
try {
  const rows: Row[] = [];
  {
    await using fresh = composed(join(directory, 'record.db'));
    rows.push(...(await recording(await fresh.executions('write'), directory)));
  }
  const path = join(directory, 'world.db');
  await fill(path);
  rows.push(...(await questions(path)));
  process.stdout.write(`${events} events\n`);
  for (const { name, milliseconds } of rows) process.stdout.write(`${name.padEnd(40)} ${milliseconds.toFixed(3)} ms\n`);
  if (values.json !== undefined) {
    writeFileSync(values.json, JSON.stringify({ bench: 'executions', events, results: rows }, null, 2));
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
