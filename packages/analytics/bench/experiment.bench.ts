// An experiment of 100,000 outcomes: 5,000 users of a company with 20 runs each, and 100,000 users of one run. Peer in the
// same run: the predecessor's analysis of the same outcomes, one t-test of 0 and 1 per outcome, which answers one of the
// questions and wrongly. Then how often each way finds an effect where there is none: `--long` for 10,000 experiments.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { analyzeExperiment, welchTTest } from '@skills/analytics';
import type { ExperimentMetricName, ExperimentUnits } from '@skills/schema';
import { experimentMetric } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import type { FalseAlarms } from '../test/false-alarms.ts';
import { falseAlarms } from '../test/false-alarms.ts';
import { simulatedExperiment, simulatedSettings } from '../test/simulated-experiment.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean' }, long: { type: 'boolean' } },
});
const experiments = simulatedCount();
const rounds = values.small === true ? 5 : 21;
const budgetMs = 100;
const random = seededRandom(1);

type Speed = { readonly name: string; readonly oursMs: number; readonly peerMs: number; readonly ratio: number };

function simulatedCount(): number {
  if (values.long === true) return 10_000;
  return values.small === true ? 500 : 2000;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function elapsedMs(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

/** With a duration for every outcome and a rating for every user. */
function withMeasures(units: ExperimentUnits): ExperimentUnits {
  const { totals } = units;
  totals.outcomes.forEach((outcomes, index) => {
    totals.durationCount[index] = outcomes;
    totals.durationSeconds[index] = outcomes * random() * 8;
    totals.ratingCount[index] = 1;
    totals.ratingSum[index] = 1 + Math.floor(random() * 5);
  });
  return units;
}

/** One 0 or 1 per outcome of an arm. */
function outcomesOf({ arm, totals }: ExperimentUnits, wanted: number): Float64Array {
  const outcomes: number[] = [];
  arm.forEach((of, index) => {
    if (of !== wanted) return;
    for (let outcome = 0; outcome < (totals.known[index] ?? 0); outcome += 1) {
      outcomes.push(outcome < (totals.completed[index] ?? 0) ? 1 : 0);
    }
  });
  return Float64Array.from(outcomes);
}

type SpeedQuestion = { readonly users: number; readonly metrics: readonly ExperimentMetricName[] };

function speed({ users, metrics }: SpeedQuestion): Speed {
  const units = withMeasures(simulatedExperiment({ random, users, outcomesPerUser: 100_000 / users, effect: 0.01 }));
  const settings = simulatedSettings({ metrics: metrics.map((name) => experimentMetric(name)) });
  const turns = Array.from({ length: rounds }, () => {
    const peerMs = elapsedMs(() => welchTTest(outcomesOf(units, 1), outcomesOf(units, 0)));
    return { peerMs, oursMs: elapsedMs(() => analyzeExperiment(units, { minSampleSize: 100, settings })) };
  });
  return {
    name: `${users} users, ${metrics.length === 1 ? '1 metric' : `${metrics.length} metrics`}`,
    oursMs: median(turns.map(({ oursMs }) => oursMs)),
    peerMs: median(turns.map(({ peerMs }) => peerMs)),
    ratio: median(turns.map(({ oursMs, peerMs }) => oursMs / peerMs)),
  };
}

const every: readonly ExperimentMetricName[] = [
  'completion_rate',
  'duration_seconds',
  'user_rating',
  'invocation_count',
];
const speeds = [5000, 100_000].flatMap((users) => [
  speed({ users, metrics: ['completion_rate'] }),
  speed({ users, metrics: every }),
]);

process.stdout.write(`100,000 outcomes, median of ${rounds}; aim for ours: below ${budgetMs} ms\n`);
for (const { name, oursMs, peerMs, ratio } of speeds) {
  process.stdout.write(
    `${name.padEnd(28)}ours ${oursMs.toFixed(1).padStart(6)} ms   per outcome ${peerMs.toFixed(1).padStart(6)} ms   ratio ${ratio.toFixed(1)}\n`,
  );
}

type Alarms = FalseAlarms & { readonly outcomesPerUser: number };

process.stdout.write(`\n${experiments} experiments of 200 users without an effect: how many find one, in percent\n`);
process.stdout.write('outcomes per user   per user   welch   per outcome   20 looks   20 looks, always valid\n');
const alarms: readonly Alarms[] = [1, 5, 20, 50].map((outcomesPerUser) => printedAlarms(outcomesPerUser));

function printedAlarms(outcomesPerUser: number): Alarms {
  const found = falseAlarms({
    random: seededRandom(outcomesPerUser),
    experiments,
    users: 200,
    outcomesPerUser,
    looks: 20,
  });
  const cells = [found.perUser, found.welch, found.perOutcome, found.perUserPeeking, found.sequentialPeeking];
  const [first = '', ...rest] = cells.map((share) => (share * 100).toFixed(2));
  const widths = [8, 14, 11, 25];
  process.stdout.write(
    `${String(outcomesPerUser).padStart(17)}${first.padStart(11)}${rest.map((cell, index) => cell.padStart(widths[index] ?? 10)).join('')}\n`,
  );
  return { outcomesPerUser, ...found };
}

if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ budgetMs, rounds, speeds, experiments, alarms }, null, 2)}\n`);
}
