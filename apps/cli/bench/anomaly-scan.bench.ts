// The hourly look at every skill of a company: 1,000 skills, a million calls in 60 days. Read and computed as `skills
// anomalies` does it, with the baselines of the day kept by the look before; beside it the same rows read bare, in the
// same run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AnomalyDetector } from '@skills/services';
import { simulateWorld } from '@skills/simulation';
import {
  AnomalyHistoryRepository,
  AnomalyRepository,
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    events: { type: 'string' },
    skills: { type: 'string', default: '1000' },
    directory: { type: 'string', default: tmpdir() },
  },
});

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
const hourMs = 3_600_000;
const events = Number(values.events ?? (values.small === true ? 100_000 : 1_000_000));
const nowMs = Date.parse('2026-06-03T15:00:00Z');
const world = { seed: 1, nowMs, events, days: 60, users: 500, projects: 40, skills: Number(values.skills) };
const limitMs = 100;

type Row = { readonly name: string; readonly milliseconds: number; readonly limit?: number };

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Medians of works that take turns, so that all of them meet the same machine. */
async function measured(
  runs: number,
  works: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<readonly Row[]> {
  const times = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
  for (let run = -1; run < runs; run += 1) {
    for (const [name, work] of Object.entries(works)) {
      const startedMs = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
      await work();
      // The first warms caches and prepares statements.
      if (run >= 0) times.get(name)?.push(performance.now() - startedMs);
    }
  }
  return [...times].map(([name, ofName]) => ({ name, milliseconds: median(ofName) }));
}

async function bareReads(engine: SqlEngine): Promise<number> {
  const hour = nowMs / hourMs;
  const day = Math.floor(hour / 24);
  const rows = await Promise.all([
    engine.all(
      `SELECT s.skill_id, r.hour, r.invocations, r.completed, r.failed, r.duration_sketch
       FROM skill AS s CROSS JOIN skill_rollup_hour AS r WHERE r.skill_id = s.skill_id AND r.hour >= ? AND r.hour < ?`,
      [hour - 24, hour],
    ),
    engine.all(
      `SELECT s.skill_id, sum(r.invocations) FROM skill AS s CROSS JOIN skill_rollup_day AS r
       WHERE r.project_id = 0 AND r.skill_id = s.skill_id AND r.day >= ? AND r.day < ? GROUP BY s.skill_id`,
      [day - 43, day - 1],
    ),
    engine.all('SELECT skill_id, invocations, body FROM skill_anomaly_baseline'),
    engine.all("SELECT skill_name, total_invocations, common_errors FROM skill_metrics WHERE common_errors <> '{}'"),
    engine.all('SELECT skill_name, error_type, occurrences, first_seen_hour, last_seen_hour FROM skill_anomaly_error'),
    engine.all('SELECT skill_id, name, kind FROM skill'),
  ]);
  return rows.reduce((sum, read) => sum + read.length, 0);
}

async function measureScans(directory: string): Promise<{ readonly rows: readonly Row[]; readonly rowsRead: number }> {
  const engine = openNodeSqliteEngine({ url: join(directory, 'skills.db') });
  await migrateDatabase(engine);
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: () => nowMs });
  for (const batch of simulateWorld(world, { eventsOnly: true, batchSize: 50_000 })) {
    // oxlint-disable-next-line no-await-in-loop -- batch by batch
    await ingest.ingest(batch);
  }
  const detector = new AnomalyDetector({
    history: new AnomalyHistoryRepository({ engine }),
    record: new AnomalyRepository({ engine }),
  });
  const startedMs = performance.now();
  await detector.detect({ sinceMs: nowMs - 2 * hourMs, untilMs: nowMs - hourMs, record: true });
  const firstMs = performance.now() - startedMs;
  const [floor, scan] = await measured(15, {
    'floor: the same rows, bare': async () => bareReads(engine),
    'one look at every skill': async () => detector.detect({ sinceMs: nowMs - hourMs, untilMs: nowMs }),
  });
  const rowsRead = await bareReads(engine);
  await engine.close();
  const first = { name: 'first look of a day: baselines of 42 days made and kept', milliseconds: firstMs };
  if (floor === undefined || scan === undefined) throw new Error('both works were measured');
  return { rows: [floor, { ...scan, limit: limitMs }, first], rowsRead };
}

const directory = mkdtempSync(join(values.directory, 'anomalies-bench-'));
try {
  const { rows, rowsRead } = await measureScans(directory);
  printLine(`${world.skills} skills, ${events} calls in ${world.days} days, ${rowsRead} rows read per look\n`);
  for (const { name, milliseconds, limit } of rows) {
    const wanted = limit === undefined ? '' : `   limit ${limit} ms`;
    printLine(`${name.padEnd(60)}${milliseconds.toFixed(1).padStart(10)} ms${wanted}`);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, rowsRead }, null, 2)}\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
