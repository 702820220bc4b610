import { bayesAuc, simulateFeatureWorld } from '@skills/simulation';
import { describe, expect, test } from 'vitest';
import { eventColumnsOf } from '../../test/event-columns-of.ts';
import { binnedMatrix } from './binned-matrix.ts';
import { areaUnderCurve } from './classification-scores.ts';
import { rowRange } from './feature-matrix.ts';
import { randomBits, shuffledIndices } from '../random/random-bits.ts';
import { randomForest } from './random-forest.ts';
import { probabilityInterval } from './reliability.ts';
import { skillIdentityFeature } from './skill-features.ts';
import { coreProbabilities, successProbabilities } from './success-model.ts';
import { trainSuccessModel } from './train-success-model.ts';
import { trainingTable } from './training-table.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);
const everything = { sinceMs: 0, untilMs: nowMs };
const settings = { seed: 1, optionalFeatures: [skillIdentityFeature], baselineFeature: skillIdentityFeature };

describe('on a world whose truth is a function of the seven features', () => {
  const world = simulateFeatureWorld({ seed: 3, events: 12_000, days: 30, nowMs });
  const known = world.filter(({ invocation }) => invocation.completed !== null);
  const { matrix, labels } = trainingTable(eventColumnsOf(world.map(({ invocation }) => invocation)), everything);
  const trained = trainSuccessModel({ matrix, labels, ...settings });
  const { figures, model } = trained;

  test('the area is within 0.02 of the best possible one', () => {
    const testRows = known.slice(-figures.testSamples).map(({ probability }) => probability);

    expect(figures.testSamples).toBe(Math.floor(known.length * 0.2));
    expect(figures.auc).toBeGreaterThan(bayesAuc(testRows) - 0.02);
    expect(figures.auc).toBeGreaterThan((figures.baselineAuc ?? 1) + 0.05);
  });

  test('probabilities are as often right as they say, and their intervals hold the true rate of such events', () => {
    const until = 8_000;
    const past = trainSuccessModel({ matrix: rowRange(matrix, 0, until), labels: labels.slice(0, until), ...settings });
    const truth = known.slice(until).map(({ probability }) => probability);
    const probabilities = successProbabilities(past.model, rowRange(matrix, until, matrix.rows));
    const bands = Array.from({ length: 20 }, (_, band) => [band / 20, (band + 1) / 20] as const);

    const inside = bands.flatMap(([from, to]) => {
      const rows = [...probabilities.keys()].filter(
        (row) => (probabilities[row] ?? 0) >= from && (probabilities[row] ?? 0) < to,
      );
      if (rows.length < 100) return [];
      const meanOf = (value: (row: number) => number): number =>
        rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
      const { lower, upper } = probabilityInterval(
        past.model.reliability,
        meanOf((row) => probabilities[row] ?? 0),
      );
      const rate = meanOf((row) => truth[row] ?? 0);
      return [rate >= lower && rate <= upper];
    });

    expect(inside.length).toBeGreaterThan(8);
    expect(inside.filter(Boolean).length / inside.length).toBeGreaterThan(0.9);
  });

  test('a feature that matters is important, and no importance is for what the model does not take', () => {
    const { featureImportance } = figures;

    expect(featureImportance['workflowPhaseEncoded']).toBeGreaterThan(0.01);
    expect(featureImportance['userSkillFamiliarity']).toBeGreaterThan(0.005);
    const unused = Object.keys(featureImportance).filter((name) => !model.featureNames.includes(name));
    expect(unused.every((name) => featureImportance[name] === 0)).toBe(true);
  });

  test('the same seed gives the same model, another seed another one', () => {
    const few = { matrix: rowRange(matrix, 0, 1_500), labels: labels.slice(0, 1_500) };

    expect(trainSuccessModel({ ...few, ...settings })).toEqual(trainSuccessModel({ ...few, ...settings }));
    expect(trainSuccessModel({ ...few, ...settings, seed: 2 }).figures.logLoss).not.toBe(
      trainSuccessModel({ ...few, ...settings }).figures.logLoss,
    );
  });
});

test('with shuffled outcomes nothing can be predicted: no feature leaks its own label', () => {
  const calls = simulateFeatureWorld({ seed: 7, events: 3_000, days: 30, nowMs }).map(({ invocation }) => invocation);
  const areas = Array.from({ length: 20 }, (_run, seed) => {
    const order = shuffledIndices(calls.length, randomBits(seed, 99));
    const columns = eventColumnsOf(calls);
    const completed = columns.completed.map((_, index) => columns.completed[order[index] ?? 0] ?? -1);
    const { matrix, labels } = trainingTable({ ...columns, completed }, everything);
    const middle = Math.floor(matrix.rows * 0.6);
    const binned = binnedMatrix(rowRange(matrix, 0, middle));
    const trees = randomForest(binned, labels.subarray(0, middle), { seed });
    const core = { kind: 'random-forest', edges: binned.edges, trees } as const;
    const later = coreProbabilities(core, matrix.names, rowRange(matrix, middle, matrix.rows));
    return areaUnderCurve(later, labels.subarray(middle)) ?? Number.NaN;
  });

  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});

test('skill identity is taken where it pays', () => {
  // Forty skills with a rate of their own each, and nothing else that matters.
  const bits = randomBits(5);
  const calls = Array.from({ length: 8_000 }, (_, index) => {
    const skill = bits() % 40;
    return {
      callId: `c${index}`,
      source: 'test',
      kind: 'skill' as const,
      skillName: `skill-${skill}`,
      invokedAtMs: nowMs - (8_000 - index) * 300_000,
      durationSeconds: 5,
      completed: bits() / 2 ** 32 < 0.2 + (0.75 * skill) / 40,
      sessionId: `s${Math.floor(index / 20)}`,
    };
  });
  const { matrix, labels } = trainingTable(eventColumnsOf(calls), everything);

  const { model, figures } = trainSuccessModel({ matrix, labels, ...settings });

  expect(model.featureNames).toContain(skillIdentityFeature);
  expect(figures.auc).toBeGreaterThan((figures.baselineAuc ?? 1) - 0.01);
});

test('one class, or hardly any rows, is refused by what was given', () => {
  const matrix = { names: ['a', 'rate'], rows: 40, columns: [new Float64Array(40), new Float64Array(40)] };
  const rows = { matrix, seed: 1, optionalFeatures: [], baselineFeature: 'rate' };

  expect(() => trainSuccessModel({ ...rows, labels: new Uint8Array(40).fill(1) })).toThrow('got 40 with 40 successes');
  expect(() => trainSuccessModel({ ...rows, labels: new Uint8Array(39) })).toThrow('got 39');
  expect(() => trainSuccessModel({ ...rows, labels: new Uint8Array(40).fill(2) })).toThrow('got 2 in row 0');
});
