// Benches of the database ingest simulated events; making them must cost little beside storing them.
// Floor: allocating as many invocations of the same shape, all alike.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SkillInvocation } from '@skills/schema';
import { simulateWorld, worldOfScale } from '@skills/simulation';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const events = values.small === true ? 100_000 : 1_000_000;
const runs = 5;
const options = { ...worldOfScale('large', { seed: 1, nowMs: Date.parse('2026-06-01T12:00:00Z') }), events };

function secondsOf(work: () => number): number {
  const startedMs = performance.now();
  if (work() !== events) throw new Error('the bench made another number of events');
  return (performance.now() - startedMs) / 1000;
}

function simulated(eventsOnly: boolean): number {
  let count = 0;
  for (const batch of simulateWorld(options, { eventsOnly })) count += batch.invocations.length;
  return count;
}

function allocated(): number {
  const [first] = simulateWorld({ ...options, events: 1 });
  const template = first?.invocations[0];
  if (template === undefined) throw new Error('the bench has no template');
  let [count, batch]: [number, SkillInvocation[]] = [0, []];
  while (count < events) {
    batch.push({ ...template, callId: `sim_${count.toString(36)}`, invokedAtMs: count });
    count += 1;
    if (batch.length === 5_000) batch = [];
  }
  return count;
}

const cases = [
  { name: 'invocations', work: () => simulated(true) },
  { name: 'invocations, messages and offers', work: () => simulated(false) },
  { name: 'floor: allocation alone', work: allocated },
];
const results = cases.map(({ name, work }) => {
  const seconds = Array.from({ length: runs }, () => secondsOf(work)).toSorted((a, b) => a - b);
  const medianSeconds = seconds[Math.floor(runs / 2)] ?? Number.NaN;
  return { name, events, medianSeconds, eventsPerSecond: Math.round(events / medianSeconds) };
});
const floor = results.at(-1)?.medianSeconds ?? Number.NaN;
const table = results.map(({ name, eventsPerSecond, medianSeconds }) => ({
  name,
  events,
  eventsPerSecond,
  medianSeconds,
  timesFloor: medianSeconds / floor,
}));

process.stdout.write(`${['case', 'events/s', 'times floor'].join('\t')}\n`);
for (const row of table) process.stdout.write(`${row.name}\t${row.eventsPerSecond}\t${row.timesFloor.toFixed(1)}\n`);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ bench: 'simulate-world', results: table }));
