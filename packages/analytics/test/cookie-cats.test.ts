import { existsSync, readFileSync } from 'node:fs';
import type { ExperimentUnits } from '@skills/schema';
import { experimentMetric } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import type { ExperimentAnalysis } from '../src/experiments/analyze-experiment.ts';
import { analyzeExperiment } from '../src/experiments/analyze-experiment.ts';
import { emptyTotals } from './empty-totals.ts';
import { simulatedSettings } from './simulated-experiment.ts';

// A game moved its first gate from level 30 to level 40 for half of 90,189 new players. The data have no licence, so a
// clone does not have them.
const folder = new URL('../../../../shared/data/abtest/', import.meta.url);
const isThere = existsSync(new URL('cookie_cats.csv', folder));

type Truth = {
  readonly nControl: number;
  readonly nTreatment: number;
  readonly srm: { readonly p: number };
  readonly retention_1: { readonly p: number; readonly z_controlMinusTreatment: number };
  readonly retention_7: { readonly p: number; readonly z_controlMinusTreatment: number };
  readonly sum_gamerounds: {
    readonly welchT: number;
    readonly welchP: number;
    readonly mannWhitneyU1: number;
    readonly mannWhitneyP: number;
  };
};

const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** One outcome per player: came back after that many days, and the rounds played as its duration. */
function unitsOf(retention: 'retention_1' | 'retention_7'): ExperimentUnits {
  const rows = read('cookie_cats.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));
  const totals = emptyTotals(rows.length);
  totals.outcomes.fill(1);
  totals.known.fill(1);
  totals.durationCount.fill(1);
  rows.forEach((cells, index) => {
    totals.durationSeconds[index] = Number(cells[2]);
    totals.completed[index] = cells[retention === 'retention_1' ? 3 : 4] === 'TRUE' ? 1 : 0;
  });
  return {
    user: Float64Array.from(rows, ([id]) => Number(id)),
    arm: Uint8Array.from(rows, ([, version]) => (version === 'gate_40' ? 1 : 0)),
    isMixed: new Uint8Array(rows.length),
    assignedAtMs: new Float64Array(rows.length),
    totals,
    before: null,
  };
}

function analyze(retention: 'retention_1' | 'retention_7'): ExperimentAnalysis {
  const metrics = [experimentMetric('completion_rate'), experimentMetric('duration_seconds', { better: 'higher' })];
  return analyzeExperiment(unitsOf(retention), {
    minSampleSize: 10_000,
    settings: simulatedSettings({ metrics, inference: 'fixed', sequentialTuning: 90_000 }),
  });
}

describe.skipIf(!isThere)('the experiment of Cookie Cats (skipped without the shared data)', () => {
  const truth: Truth = isThere ? JSON.parse(read('cookie_cats.truth.json')) : undefined;

  test('the arms are uneven, but not as uneven as an alarm takes', () => {
    const { users, sampleRatioMismatch } = analyze('retention_1');

    expect(users).toEqual({ control: truth.nControl, treatment: truth.nTreatment });
    expect(sampleRatioMismatch.pValue).toBeCloseTo(truth.srm.p, 12);
    expect(sampleRatioMismatch.flagged).toBe(false);
  });

  test('after one day no difference is shown', () => {
    const { metrics, winner } = analyze('retention_1');

    expect(metrics[0]?.tests.twoProportion?.statistic).toBeCloseTo(-truth.retention_1.z_controlMinusTreatment, 10);
    expect(metrics[0]?.tests.twoProportion?.pValue).toBeCloseTo(truth.retention_1.p, 10);
    expect(metrics[0]?.pValue).toBeCloseTo(truth.retention_1.p, 4);
    expect(winner).toBe('inconclusive');
  });

  test('after seven days the gate at level 30 keeps more players', () => {
    const { metrics, winner } = analyze('retention_7');

    expect(metrics[0]?.tests.twoProportion?.pValue).toBeCloseTo(truth.retention_7.p, 10);
    expect(metrics[0]?.pValue).toBeCloseTo(truth.retention_7.p, 5);
    expect(metrics[0]?.verdict).toBe('worse');
    expect(winner).toBe('control');
  });

  test('rounds played do not differ by their mean, nor clearly by their ranks', () => {
    const rounds = analyze('retention_7').metrics[1];

    expect(rounds?.tests.welch?.statistic).toBeCloseTo(-truth.sum_gamerounds.welchT, 8);
    expect(rounds?.tests.welch?.pValue).toBeCloseTo(truth.sum_gamerounds.welchP, 8);
    expect(rounds?.pValue).toBeCloseTo(truth.sum_gamerounds.welchP, 8);
    const pairs = truth.nControl * truth.nTreatment;
    expect(rounds?.tests.mannWhitney?.statistic).toBe(pairs - truth.sum_gamerounds.mannWhitneyU1);
    expect(rounds?.tests.mannWhitney?.pValue).toBeCloseTo(truth.sum_gamerounds.mannWhitneyP, 6);
    expect(rounds?.verdict).toBe('undecided');
  });
});
