// `skills top` over a month, asked of a large database and of one of 100,000 events: the rollups must make both as fast.
// `--full` asks ten million events, which take some minutes to make. Peer in the same run: the question asked of the log.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import {
  EventIngest,
  migrateDatabase,
  openNodeSqliteWorkerEngine,
  SkillRollupRepository,
  snapWindow,
  type SqlEngine,
} from '@skills/storage';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    full: { type: 'boolean' },
    runs: { type: 'string', default: '51' },
    directory: { type: 'string', default: tmpdir() },
  },
});
const nowMs = Date.parse('2026-06-01T12:00:00Z');
const windowDays = 30;
const limit = 20;
const largest = values.full === true ? 10_000_000 : 1_000_000;
const sizes = [100_000, values.small === true ? 300_000 : largest];

type Row = { readonly events: number; readonly topMilliseconds: number; readonly logMilliseconds: number };

async function fill(engine: SqlEngine, events: number): Promise<void> {
  await migrateDatabase(engine, { now: Date.now });
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: Date.now });
  const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days: windowDays, projects: 50, skills: 100 };
  await ingest.ingestAll(simulateWorld(world, { eventsOnly: true, batchSize: 10_000 }));
}

async function medianMilliseconds(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one question after the other is what is measured
    await work();
    times.push(performance.now() - startedMs);
  }
  return times.toSorted((left, right) => left - right)[Math.floor(runs / 2)] ?? Number.NaN;
}

async function measure(events: number): Promise<Row> {
  const directory = mkdtempSync(join(values.directory, 'skills-bench-'));
  const engine = await openNodeSqliteWorkerEngine({ url: join(directory, 'skills.db') });
  try {
    await fill(engine, events);
    const repository = new SkillRollupRepository({ engine });
    const sinceMs = nowMs - windowDays * 86_400_000;
    const window = snapWindow({ sinceMs, untilMs: nowMs });
    const top = async (): Promise<number> => {
      const counts = await repository.skillCounts(window, { limit });
      return (await repository.durationQuantiles(window, counts)).length;
    };
    if ((await top()) !== limit) throw new Error(`the bench did not find ${limit} skills`);
    const log = async (): Promise<unknown> =>
      engine.all(
        `SELECT skill_id, count(*), count(DISTINCT session_id) FROM skill_event WHERE event_key >= ?1
         GROUP BY skill_id ORDER BY 2 DESC LIMIT ${limit}`,
        [BigInt(sinceMs) << 21n],
      );
    const topMilliseconds = await medianMilliseconds(Number(values.runs), top);
    return { events, topMilliseconds, logMilliseconds: await medianMilliseconds(1, log) };
  } finally {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

const results: Row[] = [];
// oxlint-disable-next-line no-await-in-loop -- sizes must not disturb each other
for (const events of sizes) results.push(await measure(events));
const ratio = (results.at(-1)?.topMilliseconds ?? Number.NaN) / (results[0]?.topMilliseconds ?? Number.NaN);

process.stdout.write(`events\ttop ${limit} of ${windowDays} days with percentiles, ms\tcounts from the log, ms\n`);
for (const { events, topMilliseconds, logMilliseconds } of results) {
  process.stdout.write(`${events}\t${topMilliseconds.toFixed(2)}\t${logMilliseconds.toFixed(0)}\n`);
}
process.stdout.write(`largest to smallest: ${ratio.toFixed(2)}\n`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ bench: 'top', results, ratio }, null, 2));
