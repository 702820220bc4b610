import type { ExperimentAnalysis } from '@skills/analytics';
import { analyzeExperiment } from '@skills/analytics';
import type { ExperimentUnits } from '@skills/schema';
import { expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { analysisWarnings } from './analysis-warnings.ts';
import { recommendation } from './recommendation.ts';

const experiment = anExperiment({ minSampleSize: 10 });
const nowMs = Date.parse('2026-02-10T00:00:00Z');

/** Users in turn in control and treatment with ten outcomes each, of which so many succeed. */
function units(users: number, completed: (index: number) => number): ExperimentUnits {
  const ten = new Float64Array(users).fill(10);
  const none = new Float64Array(users);
  return {
    user: Float64Array.from({ length: users }, (_, index) => index),
    arm: Uint8Array.from({ length: users }, (_, index) => index % 2),
    isMixed: new Uint8Array(users),
    assignedAtMs: none,
    totals: {
      outcomes: ten,
      known: ten,
      completed: Float64Array.from({ length: users }, (_, index) => completed(index)),
      durationCount: none,
      durationSeconds: none,
      ratingCount: none,
      ratingSum: none,
    },
    before: null,
  };
}

const textOf = (analysis: ExperimentAnalysis): string => recommendation(experiment, analysis);
const vary = (index: number): number => Math.floor(index / 2) % 3;

test('a winner is recommended with rates, effect, interval and p-value', () => {
  const better = analyzeExperiment(
    units(100, (index) => 4 + 3 * (index % 2) + vary(index)),
    experiment,
  );
  const worse = analyzeExperiment(
    units(100, (index) => 7 - 3 * (index % 2) + vary(index)),
    experiment,
  );

  expect(textOf(better)).toMatch(
    /^Ship treatment strategy short: completion rate 79\.\d % against 49\.\d %, \+30\.0 pp \(95 % interval \+2\d\.\d pp to \+3\d\.\d pp\), p<0\.0001\.$/,
  );
  expect(textOf(worse)).toMatch(/^Keep control strategy long: completion rate 49\.\d % against 79\.\d %, -30\.0 pp/);
});

test('what cannot be concluded says why', () => {
  const same = (users: number): ExperimentAnalysis =>
    analyzeExperiment(
      units(users, () => 5),
      experiment,
    );

  expect(
    textOf(
      analyzeExperiment(
        units(100, (index) => 5 + vary(index)),
        experiment,
      ),
    ),
  ).toMatch(/^No difference shown: /);
  expect(textOf(same(100))).toBe(
    'No conclusion: completion rate is the same for every user of an arm, so that chance cannot be told from effect.',
  );
  expect(textOf(same(6))).toBe('Insufficient data (need 10 users per group, have 3 in control and 3 in treatment).');
});

test('a broken assignment stops every conclusion', () => {
  const crooked = units(400, (index) => 5 + vary(index));
  crooked.arm.fill(0, 0, 200);

  expect(textOf(analyzeExperiment(crooked, experiment))).toMatch(
    /^Do not conclude anything: the arms have 300 and 100/,
  );
});

test('who looks early at a fixed experiment is warned of peeking', () => {
  const fixed = anExperiment({ inference: 'fixed', minimumEffect: 0.01 });
  const analysis = analyzeExperiment(
    units(100, (index) => 5 + vary(index)),
    fixed,
  );

  expect(analysisWarnings(fixed, analysis, nowMs)).toEqual([
    expect.stringMatching(/^peeking/),
    expect.stringMatching(/^underpowered/),
  ]);
  expect(analysisWarnings(experiment, analysis, nowMs)).not.toContainEqual(expect.stringMatching(/^peeking/));
});
