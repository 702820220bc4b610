// A scrape of 1,000 series, one recorded observation, the memory of 1,000 series, and a look at a database of a million
// events (`--small`: 100,000). Peers in the same run: prom-client with the same series, and one pass over the log, which is
// what an exact histogram takes without totals.
import { Agent, request } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildMetrics } from '@skills/composition/build-metrics';
import { PrometheusExporter } from '@skills/prometheus-exporter';
import { durationBucketBounds } from '@skills/schema';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import { EventIngest, migrateDatabase, openNodeSqliteWorkerEngine } from '@skills/storage';
import { freePort } from '@skills/testing';
import { Counter, Histogram, Registry } from 'prom-client';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const events = values.small === true ? 100_000 : 1_000_000;
const observations = values.small === true ? 200_000 : 1_000_000;
// 76 skills in one phase: a counter and a histogram of twelve samples each, 988 samples.
const skills = Array.from({ length: 76 }, (_, index) => `skill-${index}`);

setFlagsFromString('--expose_gc');
const collectGarbage: unknown = runInNewContext('gc');
function heapBytes(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? Number.NaN;
}

async function medianMilliseconds(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
    await work();
    times.push(performance.now() - began);
  }
  return median(times);
}

function nanosecondsEach(count: number, work: (index: number) => void): number {
  const began = performance.now();
  for (let index = 0; index < count; index += 1) work(index);
  return ((performance.now() - began) * 1e6) / count;
}

const agent = new Agent({ keepAlive: true });
function scrape(port: number, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/metrics', agent, headers: { 'accept-encoding': encoding } },
      (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
        answer.on('end', () => resolve(bytes));
      },
    )
      .on('error', reject)
      .end();
  });
}

type Figure = {
  readonly what: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly budget: number | null;
};
const figures: Figure[] = [];

// The peer first: its memory is not to be counted as ours.
let before = heapBytes();
const registry = new Registry();
const counter = new Counter({
  name: 'skill_invocations_total',
  help: 'x',
  labelNames: ['skill_name', 'workflow_phase', 'completed'],
  registers: [registry],
});
const histogram = new Histogram({
  name: 'skill_duration_seconds',
  help: 'x',
  labelNames: ['skill_name', 'workflow_phase'],
  buckets: [...durationBucketBounds],
  registers: [registry],
});
const observePeer = (index: number): void => {
  const skill = skills[index % skills.length] ?? '';
  counter.inc({ skill_name: skill, workflow_phase: 'unknown', completed: 'true' });
  histogram.observe({ skill_name: skill, workflow_phase: 'unknown' }, index % 400);
};
const peerNanoseconds = nanosecondsEach(observations, observePeer);
const peerText = await registry.metrics();
const peerBytes = heapBytes() - before;
const peerRender = await medianMilliseconds(200, async () => registry.metrics());

before = heapBytes();
const port = await freePort();
const exporter = new PrometheusExporter({ port });
await exporter.start();
const observe = (index: number): void => {
  exporter.recordInvocation(skills[index % skills.length] ?? '', null, true, index % 400);
};
const nanoseconds = nanosecondsEach(observations, observe);
await scrape(port, 'identity');
const bytes = heapBytes() - before;
let index = 0;
const plain = await medianMilliseconds(200, async () => {
  observe((index += 1));
  await scrape(port, 'identity');
});
const zipped = await medianMilliseconds(200, async () => {
  observe((index += 1));
  await scrape(port, 'gzip');
});
await exporter.stop();
agent.destroy();
const samples = peerText.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
figures.push(
  {
    what: `scrape of ${samples} samples over HTTP`,
    ours: plain,
    peer: peerRender,
    unit: 'ms (peer: its text alone)',
    budget: 5,
  },
  { what: 'the same, gzip', ours: zipped, peer: peerRender, unit: 'ms (peer: its text alone)', budget: 5 },
  {
    what: 'one observation, counter and histogram',
    ours: nanoseconds / 1e6,
    peer: peerNanoseconds / 1e6,
    unit: 'ms',
    budget: 0.01,
  },
  {
    what: 'memory of 1,000 samples',
    ours: (bytes / samples) * 1e-3,
    peer: (peerBytes / samples) * 1e-3,
    unit: 'MB',
    budget: 10,
  },
);

const folder = mkdtempSync(join(tmpdir(), 'skills-bench-'));
const engine = await openNodeSqliteWorkerEngine({ url: `file:${join(folder, 'skills.db')}` });
try {
  const nowMs = Date.parse('2026-06-01T12:00:00Z');
  await migrateDatabase(engine, { now: Date.now });
  const ingest = new EventIngest({ engine, pseudonymise: (userId) => `pseudonym of ${userId}`, now: Date.now });
  const world = { ...worldOfScale('large', { seed: 1, nowMs }), events, days: 60, projects: 50, skills: 100 };
  await ingest.ingestAll(simulateWorld(world, { batchSize: 10_000 }));
  const source = buildMetrics(engine, () => undefined);
  const firstMilliseconds = await medianMilliseconds(1, async () => source.snapshot(nowMs));
  const touch = async (): Promise<unknown> =>
    engine.transaction(async (transaction) =>
      transaction.run(
        'UPDATE session SET last_at_ms = last_at_ms + 1 WHERE session_id = (SELECT min(session_id) FROM session)',
      ),
    );
  const changed = await medianMilliseconds(11, async () => {
    await touch();
    await source.snapshot(nowMs);
  });
  const unchanged = await medianMilliseconds(51, async () => source.snapshot(nowMs + 1));
  const sums = durationBucketBounds.map((bound) => `sum(duration_seconds <= ${bound})`).join(', ');
  const pass = await medianMilliseconds(3, async () =>
    engine.all(
      `SELECT skill_id, phase_label, completed, count(*), sum(duration_seconds), ${sums} FROM skill_event GROUP BY 1, 2, 3`,
    ),
  );
  figures.push(
    {
      what: `first look at ${events} events`,
      ours: firstMilliseconds,
      peer: pass,
      unit: 'ms (peer: one pass over the log)',
      budget: null,
    },
    {
      what: 'a look after a change',
      ours: changed,
      peer: pass,
      unit: 'ms (peer: one pass over the log)',
      budget: null,
    },
    {
      what: 'a look when nothing changed',
      ours: unchanged,
      peer: pass,
      unit: 'ms (peer: one pass over the log)',
      budget: null,
    },
  );
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}

// oxlint-disable-next-line no-console -- a bench prints its table
console.table(
  figures.map(({ what, ours, peer, unit, budget }) => ({
    what,
    ours: Number(ours.toPrecision(3)),
    peer: Number(peer.toPrecision(3)),
    budget: budget ?? '',
    unit,
  })),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
