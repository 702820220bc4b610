// Fitting the forest of prediction: 10,000 events x 7 features x 100 trees of depth 10, the size of a busy month. Peers in
// the same run: scikit-learn (Debian's python3-sklearn, one core) with the same settings on the same table, when it is
// installed, and ml-random-forest on few rows, because its time grows with their square.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  areaUnderCurve,
  binnedMatrix,
  encodedModel,
  gradientBoosting,
  type ModelCore,
  randomForest,
  successProbabilities,
  successProbability,
  shapleyContributions,
  type SuccessModel,
} from '@skills/analytics';
import { RandomForestClassifier } from 'ml-random-forest';
import { type ForestTable, forestTable } from './forest-table.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    rounds: { type: 'string', default: '7' },
    /** The interpreter that has scikit-learn. */
    python: { type: 'string', default: process.env['SKILLS_BENCH_PYTHON'] ?? '/usr/bin/python3' },
  },
});
const rounds = values.small === true ? 3 : Number(values.rounds);
const train = forestTable(10_000, 1);
const later = forestTable(10_000, 2);
const trees = 100;
const maxDepth = 10;

type Row = { readonly name: string; readonly milliseconds: number; readonly auc: number | undefined };

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function timed<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const startedMs = performance.now();
  const value = work();
  return { ms: performance.now() - startedMs, value };
}

function modelOf(core: ModelCore): SuccessModel {
  const reliability = [{ from: 0, to: 1, rows: 100, meanProbability: 0.5, observedRate: 0.5 }];
  return { featureNames: train.matrix.names, core, calibration: { kind: 'none' }, reliability, successRate: 0.5 };
}

function aucOf(model: SuccessModel): number | undefined {
  return areaUnderCurve(successProbabilities(model, later.matrix), later.labels);
}

// The bins are cut within the measured time, as scikit-learn's work on the raw table is.
function fitForest(minLeaf: number, seed: number): SuccessModel {
  const binned = binnedMatrix(train.matrix);
  const packed = randomForest(binned, train.labels, { trees, maxDepth, minLeaf, seed });
  return modelOf({ kind: 'random-forest', edges: binned.edges, trees: packed });
}

function fitBoosting(seed: number): SuccessModel {
  const binned = binnedMatrix(train.matrix);
  const boosted = gradientBoosting(binned, train.labels, { trees, maxDepth: 3, seed });
  return modelOf({ kind: 'gradient-boosting', edges: binned.edges, ...boosted });
}

const scikitProgram = `
import json, sys, time
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
train, later = json.loads(sys.stdin.readline())
X, y = np.array(train[0]).T, np.array(train[1])
Z, z = np.array(later[0]).T, np.array(later[1])
print('ready', flush=True)
for line in sys.stdin:
    leaf, seed = map(int, line.split())
    start = time.perf_counter()
    model = RandomForestClassifier(n_estimators=${trees}, max_depth=${maxDepth}, min_samples_leaf=leaf, random_state=seed, n_jobs=1).fit(X, y)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds * 1000, roc_auc_score(z, model.predict_proba(Z)[:, 1])]), flush=True)
`;

type Scikit = {
  fit(minLeaf: number, seed: number): Promise<{ readonly ms: number; readonly auc: number }>;
  end(): void;
};

/** Its fits are asked for one at a time between ours, so that both see the same machine. */
async function startScikit(): Promise<Scikit | undefined> {
  const child = spawn(values.python, ['-c', scikitProgram], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const plain = ({ matrix, labels }: ForestTable): unknown => [
    matrix.columns.map((column) => [...column]),
    [...labels],
  ];
  child.stdin.write(`${JSON.stringify([plain(train), plain(later)])}\n`);
  const first = await lines.next();
  if (first.done === true) return undefined;
  return {
    async fit(minLeaf, seed) {
      child.stdin.write(`${minLeaf} ${seed}\n`);
      const [ms, auc]: readonly number[] = JSON.parse((await lines.next()).value ?? '[]');
      return { ms: ms ?? Number.NaN, auc: auc ?? Number.NaN };
    },
    end: () => child.stdin.end(),
  };
}

const rows: Row[] = [];
const scikit = await startScikit();
const ratios: Record<string, number> = {};
for (const minLeaf of [1, 20]) {
  fitForest(minLeaf, 0);
  const ours: { ms: number; auc: number }[] = [];
  const theirs: { ms: number; auc: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { ms, value } = timed(() => fitForest(minLeaf, round));
    ours.push({ ms, auc: aucOf(value) ?? Number.NaN });
    const fit = await scikit?.fit(minLeaf, round);
    if (fit !== undefined) theirs.push(fit);
  }
  const entry = (name: string, runs: readonly { ms: number; auc: number }[]): Row => ({
    name: `${name}, leaves of ${minLeaf}`,
    milliseconds: median(runs.map(({ ms }) => ms)),
    auc: median(runs.map(({ auc }) => auc)),
  });
  rows.push(entry('histogram forest', ours));
  if (theirs.length > 0) {
    rows.push(entry('scikit-learn forest', theirs));
    ratios[`leaves of ${minLeaf}`] = median(ours.map(({ ms }) => ms)) / median(theirs.map(({ ms }) => ms));
  }
}
scikit?.end();

const boosting = Array.from({ length: rounds }, (_, seed) => timed(() => fitBoosting(seed)));
rows.push({
  name: 'gradient boosting, 100 rounds of depth 3',
  milliseconds: median(boosting.map(({ ms }) => ms)),
  auc: median(boosting.map(({ value }) => aucOf(value) ?? Number.NaN)),
});

const forest = fitForest(20, 1);
const bins = binnedMatrix(train.matrix);
const slowRows = values.small === true ? [250, 500] : [500, 1_000, 2_000];
const peers = slowRows.map((count) => {
  const inputs = Array.from({ length: count }, (_, row) => bins.columns.map((column) => column[row] ?? 0));
  const outputs = [...train.labels.subarray(0, count)];
  const classifier = new RandomForestClassifier({ nEstimators: 10, seed: 1, noOOB: true, treeOptions: { maxDepth } });
  return { rows: count, milliseconds: timed(() => classifier.train(inputs, outputs)).ms };
});

function microseconds(model: SuccessModel, work: (values: readonly number[]) => unknown, times: number): number {
  const inputs = Array.from({ length: times }, (_, row) =>
    model.featureNames.map((_name, index) => later.matrix.columns[index]?.[row] ?? 0),
  );
  const warm = timed(() => inputs.forEach(work));
  return (Math.min(warm.ms, timed(() => inputs.forEach(work)).ms) * 1000) / times;
}
const predictMicroseconds = microseconds(forest, (input) => successProbability(forest, input), 5_000);
const explainMilliseconds = microseconds(forest, (input) => shapleyContributions(forest, input), 20) / 1000;
const modelBytes = encodedModel(forest).length;

process.stdout.write('fit of 10,000 x 7 x 100\tms\tAUC on 10,000 later rows\n');
for (const { name, milliseconds, auc } of rows) {
  process.stdout.write(`${name}\t${milliseconds.toFixed(0)}\t${auc?.toFixed(4) ?? ''}\n`);
}
for (const [name, ratio] of Object.entries(ratios))
  process.stdout.write(`ratio, ${name}: ${ratio.toFixed(2)} (budget 0.5)\n`);
if (scikit === undefined)
  process.stdout.write(`scikit-learn is not installed for ${values.python}: no ratio was measured\n`);
for (const peer of peers) {
  process.stdout.write(`ml-random-forest, 10 trees, ${peer.rows} rows\t${peer.milliseconds.toFixed(0)}\n`);
}
process.stdout.write(`one prediction\t${predictMicroseconds.toFixed(1)} us (budget 200)\n`);
process.stdout.write(`one explanation\t${explainMilliseconds.toFixed(1)} ms\n`);
process.stdout.write(`model\t${(modelBytes / 1e6).toFixed(2)} MB\n`);
if (values.json !== undefined) {
  const figures = { bench: 'forest', rows, ratios, peers, predictMicroseconds, explainMilliseconds, modelBytes };
  writeFileSync(values.json, JSON.stringify({ ...figures, hasScikit: scikit !== undefined }, null, 2));
}
