// A month of a large team, or the import of a long history: a million simulated events through `EventIngest` into a new
// file, with deduplication, dictionaries, rollups, indexes, and a disk flush for each transaction, in a database thread.
// Making the events is part of the time (about 4 %). Floor: the sqlite3 shell's `.import` of the same encoded rows into
// the same tables and indexes of the log, in one transaction, without deduplication or rollups.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import { EventIngest, migrateDatabase, openNodeSqliteWorkerEngine } from '@skills/storage';
import { v5Tables } from '../src/migrations/v5-tables.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    runs: { type: 'string', default: '3' },
    batch: { type: 'string', default: '10000' },
    transaction: { type: 'string', default: '100000' },
    directory: { type: 'string', default: tmpdir() },
    'no-floor': { type: 'boolean' },
  },
});
const events = values.small === true ? 100_000 : 1_000_000;
const runs = Number(values.runs);
const world = {
  ...worldOfScale('large', { seed: 1, nowMs: Date.parse('2026-06-01T12:00:00Z') }),
  events,
  days: 30,
  projects: 50,
  skills: 100,
};

type Run = {
  readonly eventsPerSecond: number;
  readonly repeatEventsPerSecond: number;
  readonly floorEventsPerSecond: number;
  readonly ratio: number;
  readonly bytesPerEvent: number;
  readonly residentMegabytes: number;
};

async function timedIngest(path: string, eventsOnly: boolean): Promise<number> {
  const engine = await openNodeSqliteWorkerEngine({ url: path });
  await migrateDatabase(engine, { now: Date.now });
  const ingest = new EventIngest({
    engine,
    pseudonymise: (userId) => `pseudonym of ${userId}`,
    now: Date.now,
    recordsPerTransaction: Number(values.transaction),
  });
  const startedMs = performance.now();
  const batches = simulateWorld(world, { eventsOnly, batchSize: Number(values.batch) });
  const { inserted, duplicates } = await ingest.ingestAll(batches);
  if (inserted + duplicates !== events)
    throw new Error(`the bench stored ${inserted + duplicates} of ${events} events`);
  const seconds = (performance.now() - startedMs) / 1000;
  await engine.close();
  return Math.round(events / seconds);
}

/** `.import` gives '' for NULL, which a STRICT table refuses; everything else is the same. */
function createFloorTables(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(v5Tables.replaceAll('STRICT, WITHOUT ROWID', 'WITHOUT ROWID').replaceAll(') STRICT', ')'));
  database.close();
}

function timedImport(source: string, directory: string): number {
  const target = join(directory, 'floor.db');
  const tables = [
    { name: 'skill_event', order: 'event_key' },
    { name: 'event_identity', order: 'event_key' },
  ].map(({ name, order }) => ({ name, order, csv: join(directory, `${name}.csv`) }));
  for (const { name, order, csv } of tables) {
    const output = openSync(csv, 'w');
    execFileSync('sqlite3', ['-csv', source, `SELECT * FROM ${name} ORDER BY ${order}`], {
      stdio: ['ignore', output, 'inherit'],
    });
    closeSync(output);
  }
  createFloorTables(target);
  const startedMs = performance.now();
  execFileSync('sqlite3', [
    target,
    '-cmd',
    'PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;',
    '.mode csv',
    ...tables.map(({ name, csv }) => `.import ${csv} ${name}`),
  ]);
  return Math.round((events * 1000) / (performance.now() - startedMs));
}

async function measure(eventsOnly: boolean): Promise<Run> {
  const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
  try {
    const path = join(directory, 'skills.db');
    const eventsPerSecond = await timedIngest(path, eventsOnly);
    const residentMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    const bytesPerEvent = Math.round(statSync(path).size / events);
    const repeatEventsPerSecond = await timedIngest(path, eventsOnly);
    const floorEventsPerSecond = values['no-floor'] === true ? Number.NaN : timedImport(path, directory);
    return {
      eventsPerSecond,
      repeatEventsPerSecond,
      floorEventsPerSecond,
      ratio: eventsPerSecond / floorEventsPerSecond,
      bytesPerEvent,
      residentMegabytes,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

const results = [];
for (const { name, eventsOnly } of [
  { name: 'events', eventsOnly: true },
  { name: 'events, messages and offers', eventsOnly: false },
]) {
  const measured: Run[] = [];
  // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
  for (let run = 0; run < runs; run += 1) measured.push(await measure(eventsOnly));
  const medians = {
    eventsPerSecond: median(measured.map((run) => run.eventsPerSecond)),
    repeatEventsPerSecond: median(measured.map((run) => run.repeatEventsPerSecond)),
    floorEventsPerSecond: median(measured.map((run) => run.floorEventsPerSecond)),
    ratio: median(measured.map((run) => run.ratio)),
    bytesPerEvent: median(measured.map((run) => run.bytesPerEvent)),
    residentMegabytes: median(measured.map((run) => run.residentMegabytes)),
  };
  results.push({ name, events, runs, ...medians });
}

const columns = ['case', 'events/s', 'again, events/s', '.import events/s', 'ratio', 'bytes/event', 'peak MB'];
process.stdout.write(`${columns.join('\t')}\n`);
for (const row of results) {
  const cells = [
    row.name,
    row.eventsPerSecond,
    row.repeatEventsPerSecond,
    row.floorEventsPerSecond,
    row.ratio.toFixed(2),
    row.bytesPerEvent,
    row.residentMegabytes,
  ];
  process.stdout.write(`${cells.join('\t')}\n`);
}
if (values.json !== undefined) {
  writeFileSync(
    values.json,
    JSON.stringify({ bench: 'ingest', batch: values.batch, transaction: values.transaction, results }, null, 2),
  );
}
