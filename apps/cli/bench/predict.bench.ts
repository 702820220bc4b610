// Training from the database, features included: 10,000 events is a busy month of one person, 100,000 one of a team. The
// floor in the same run is reading the same events alone. The predecessor took 50 s and more for 10,000.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { SkillSuccessPredictor } from '@skills/services';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import {
  EventIngest,
  migrateDatabase,
  openNodeSqliteEngine,
  openNodeSqliteWorkerEngine,
  PredictionEventRepository,
  PredictionModelRepository,
  type SqlEngine,
} from '@skills/storage';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const nowMs = Date.parse('2026-06-01T12:00:00Z');
const days = 30;
const window = { sinceMs: nowMs - days * 86_400_000, untilMs: nowMs };
const sizes = values.small === true ? [10_000] : [10_000, 100_000];
const rounds = values.small === true ? 1 : 3;

type Row = {
  readonly events: number;
  readonly readSeconds: number;
  readonly trainSeconds: number;
  /** Processor time of all threads of one training, which the load of the machine hardly changes. */
  readonly trainCpuSeconds: number;
  readonly budgetSeconds: number;
  readonly algorithm: string | null;
  readonly auc: number | null;
  readonly longestLoopStallMs: number;
  readonly predictMs: number;
  readonly predictExplainedMs: number;
};

async function fill(engine: SqlEngine, events: number): Promise<void> {
  await migrateDatabase(engine, { now: Date.now });
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: Date.now });
  const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days, skills: 100 };
  for (const batch of simulateWorld(world, { eventsOnly: true, batchSize: 10_000 })) await ingest.ingest(batch);
}

function predictorOf(engine: SqlEngine): SkillSuccessPredictor {
  return new SkillSuccessPredictor({
    events: new PredictionEventRepository({ engine }),
    models: new PredictionModelRepository({ engine }),
    pseudonymOf: (userId) => `pseudonym of ${userId}`,
    now: () => nowMs,
  });
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}

async function medianSeconds(times: number, work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let time = 0; time < times; time += 1) seconds.push(await secondsOf(work));
  return seconds.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}

async function measure(events: number): Promise<Row> {
  const directory = mkdtempSync(join(tmpdir(), 'skills-bench-'));
  const url = join(directory, 'skills.db');
  try {
    const filling = openNodeSqliteEngine({ url });
    await fill(filling, events);
    await filling.close();
    // As a server has it: the database in a thread, so that nothing waits for it.
    const engine = await openNodeSqliteWorkerEngine({ url });
    const read = async (): Promise<void> => {
      for await (const page of new PredictionEventRepository({ engine }).eventsBefore(nowMs)) void page.atMs.length;
    };
    const readSeconds = await medianSeconds(rounds, read);
    const predictor = predictorOf(engine);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const trainSeconds = await medianSeconds(rounds, () => predictor.trainModel({ window }));
    delay.disable();
    const before = process.cpuUsage();
    const { algorithm, auc } = await predictor.trainModel({ window });
    const { user, system } = process.cpuUsage(before);
    const trainCpuSeconds = (user + system) / 1e6;
    const question = { skillName: 'pytest-run', atMs: nowMs };
    await predictor.predictSuccessProbability(question);
    const predictMs = 1000 * (await medianSeconds(11, () => predictor.predictSuccessProbability(question)));
    const explain = (): Promise<unknown> => predictor.getFeatureExplanation(question);
    const predictExplainedMs = 1000 * (await medianSeconds(5, explain));
    await engine.close();
    const stall = delay.max / 1e6;
    const budgetSeconds = events <= 10_000 ? 2 : 15;
    return {
      events,
      readSeconds,
      trainSeconds,
      trainCpuSeconds,
      budgetSeconds,
      algorithm,
      auc,
      longestLoopStallMs: stall,
      predictMs,
      predictExplainedMs,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const rows: Row[] = [];
for (const events of sizes) rows.push(await measure(events));
process.stdout.write(
  'events\tread s\ttrain s\tof CPU\tbudget s\tchosen\tAUC\tlongest stall ms\tpredict ms\texplained ms\n',
);
for (const row of rows) {
  process.stdout.write(
    `${row.events}\t${row.readSeconds.toFixed(3)}\t${row.trainSeconds.toFixed(2)}\t${row.trainCpuSeconds.toFixed(2)}\t${row.budgetSeconds}\t${row.algorithm}\t${row.auc?.toFixed(3)}\t${row.longestLoopStallMs.toFixed(1)}\t${row.predictMs.toFixed(2)}\t${row.predictExplainedMs.toFixed(1)}\n`,
  );
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ bench: 'predict', rows }, null, 2));
