import type { ExperimentSettings } from '@skills/schema';
import { experimentMetric, metricResultSchema } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulatedExperiment, simulatedSettings } from '../../test/simulated-experiment.ts';
import type { SomeUser } from '../../test/some-units.ts';
import { someUnits, times, withFields } from '../../test/some-units.ts';
import type { ExperimentAnalysis } from './analyze-experiment.ts';
import { analyzeExperiment } from './analyze-experiment.ts';

type Question = Partial<ExperimentSettings> & { readonly minSampleSize?: number };

function analyze(users: readonly SomeUser[], { minSampleSize = 2, ...settings }: Question = {}): ExperimentAnalysis {
  return analyzeExperiment(someUnits(users), { minSampleSize, settings: simulatedSettings(settings) });
}

const control = { arm: 'control', outcomes: 10 } as const;
const treatment = { arm: 'treatment', outcomes: 10 } as const;

/** Users of both arms whose completions are these, over and over. */
function arms(controls: readonly number[], treatments: readonly number[], count: number): readonly SomeUser[] {
  return Array.from({ length: count }, (_, index) => [
    { ...control, completed: controls[index % controls.length] ?? 0 },
    { ...treatment, completed: treatments[index % treatments.length] ?? 0 },
  ]).flat();
}

test('a clear effect has its size, its interval and a winner', () => {
  const { winner, reason, significance, metrics } = analyze(arms([4, 5, 6], [7, 8, 9], 60));

  expect({ winner, reason }).toEqual({ winner: 'treatment', reason: 'better' });
  expect(significance).toBeLessThan(1e-6);
  expect(metrics[0]).toMatchObject({
    outcome: 'estimated',
    control: { users: 60, value: 0.5 },
    treatment: { users: 60, value: expect.closeTo(0.8, 12) },
    effect: expect.closeTo(0.3, 12),
    relativeEffect: expect.closeTo(0.6, 12),
    // Each arm has a standard deviation of sqrt(1 / 150 * 60 / 59) between its users.
    standardError: expect.closeTo(Math.sqrt((2 / 300) * (60 / 59) * (1 / 30)), 10),
    verdict: 'better',
  });
  expect(metrics[0]?.lower ?? 0).toBeGreaterThan(0.26);
  expect(metrics[0]?.sequentialLower ?? 1).toBeLessThan(metrics[0]?.lower ?? 0);
  expect(metrics[0]?.bayesian?.chanceToBeatControl).toBeCloseTo(1, 6);
});

test('a worse treatment loses, and shorter is better for durations', () => {
  const worse = arms([7, 8, 9], [4, 5, 6], 60);
  const shorter = withFields(worse, ({ completed = 0 }) => ({ durations: [10 - completed] }));

  expect(analyze(worse)).toMatchObject({ winner: 'control', reason: 'worse' });
  expect(analyze(shorter, { metrics: [experimentMetric('duration_seconds')] }).winner).toBe('control');
});

test.for<readonly [string, readonly SomeUser[], string]>([
  ['nobody', [], 'no_users'],
  ['users without outcomes', [...times(5, { arm: 'control' }), ...times(5, { arm: 'treatment' })], 'no_outcomes'],
  ['an empty arm', times(5, { ...control, completed: 5 }), 'empty_arm'],
  [
    'one user per arm',
    [
      { ...control, completed: 5 },
      { ...treatment, completed: 6 },
    ],
    'too_few_users',
  ],
  [
    'constant data',
    [...times(9, { ...control, completed: 5 }), ...times(9, { ...treatment, completed: 5 })],
    'no_variation',
  ],
])('%s: the outcome is stated and nothing is NaN', ([, users, outcome]) => {
  const analysis = analyze(users);

  expect(analysis.outcome).toBe(outcome);
  expect(analysis.winner).toBe('inconclusive');
  expect(analysis.metrics[0]).toMatchObject({ pValue: null, pValueSequential: null, lower: null });
  expect(JSON.stringify(analysis)).not.toContain('NaN');
});

test('arms that do not vary in themselves but differ from each other are told apart', () => {
  const users = [...times(100, { ...control, completed: 0 }), ...times(100, { ...treatment, completed: 10 })];

  const { metrics, winner } = analyze(users);

  expect(metrics[0]).toMatchObject({ outcome: 'estimated', effect: 1, smoothed: true });
  expect(winner).toBe('treatment');
});

test('a control value next to nothing has no relative effect', () => {
  const users = withFields(arms([5], [5], 10), (user, index) => ({
    durations: [user.arm === 'control' ? (1 + (index % 4)) * 1e-320 : 1 + (index % 4)],
  }));

  const [metric] = analyze(users, { metrics: [experimentMetric('duration_seconds')] }).metrics;

  expect(metric).toMatchObject({ outcome: 'estimated', relativeEffect: null, relativeLower: null });
});

test('three successes against three failures are too few to be sure of', () => {
  const users = [...times(3, { ...control, completed: 0 }), ...times(3, { ...treatment, completed: 10 })];

  expect(analyze(users).winner).toBe('inconclusive');
});

test('users are counted towards the sample, not their outcomes', () => {
  const busy = withFields(arms([4, 5, 6], [7, 8, 9], 60), ({ completed = 0 }) => ({
    outcomes: 1000,
    completed: 100 * completed,
  }));

  expect(analyze(busy, { minSampleSize: 100 })).toMatchObject({ winner: 'inconclusive', reason: 'too_few_users' });
});

test('a user seen in both arms is counted, named and left out', () => {
  const users = arms([4, 5, 6], [4, 5, 6], 60);
  const mixed = times(40, { ...treatment, completed: 10, isMixed: true });

  const { metrics, users: counted, usersInBothArms } = analyze([...users, ...mixed]);

  expect(usersInBothArms).toBe(40);
  expect(counted).toEqual({ control: 60, treatment: 60 });
  expect(metrics[0]?.effect).toBeCloseTo(0, 12);
});

test('arms of sizes that the ratio makes impossible end every conclusion', () => {
  const users = [...arms([4, 5, 6], [7, 8, 9], 100), ...times(100, { ...control, completed: 5 })];

  const { sampleRatioMismatch, winner, reason } = analyze(users);

  // python: math.erfc(math.sqrt(100 / 3 / 2)), the tail of chi-squared 100 / 3
  expect(sampleRatioMismatch.pValue).toBeCloseTo(7.764036537930662e-9, 20);
  expect({ winner, reason }).toEqual({ winner: 'inconclusive', reason: 'sample_ratio' });
});

test('after a change of the ratio the later users are held to the later ratio', () => {
  const early = arms([4, 5, 6], [4, 5, 6], 100);
  const late = [
    ...times(160, { ...control, completed: 5, assignedAtMs: 10 }),
    ...times(40, { ...treatment, completed: 5, assignedAtMs: 10 }),
  ];

  const { sampleRatioMismatch } = analyze([...early, ...late], {
    ratios: [
      { fromMs: 0, ratio: 0.5 },
      { fromMs: 5, ratio: 0.8 },
    ],
  });

  expect(sampleRatioMismatch).toMatchObject({
    expectedControlShare: expect.closeTo(0.65, 12),
    observedControlShare: 0.65,
    flagged: false,
  });
});

test('the more goals there are, the more each of them must show', () => {
  const users = withFields(arms([4, 5, 6, 3], [5, 5, 6, 5], 50), (_, index) => ({
    ratings: [1 + (index % 5)],
    durations: [1 + (index % 7)],
  }));
  const goals = [
    experimentMetric('completion_rate'),
    experimentMetric('user_rating'),
    experimentMetric('duration_seconds'),
  ];

  const alone = analyze(users, { inference: 'fixed' }).metrics[0];
  const among = analyze(users, { inference: 'fixed', metrics: goals }).metrics[0];

  expect(alone?.pValueHolm).toBe(alone?.pValue);
  expect(among?.pValueHolm).toBeCloseTo(3 * (alone?.pValue ?? 0), 12);
  expect(among?.qValue).toBeCloseTo(3 * (alone?.pValue ?? 0), 12);
});

test('a guardrail that is shown not to suffer lets the winner pass, one that suffers stops it, one unproven waits', () => {
  const metrics = [
    experimentMetric('completion_rate'),
    experimentMetric('duration_seconds', { role: 'guardrail', margin: 0.1 }),
  ];
  const users = (durations: readonly [number, number], spread: number): readonly SomeUser[] =>
    withFields(arms([4, 5, 6], [7, 8, 9], 100), (user, index) => ({
      durations: [(user.arm === 'control' ? durations[0] : durations[1]) + spread * ((index % 5) - 2)],
    }));

  const safe = analyze(users([10, 10.1], 0.2), { metrics });
  const harmed = analyze(users([10, 14], 0.2), { metrics });
  const unproven = analyze(users([10, 10.5], 5), { metrics });

  expect(safe.metrics[1]?.guardrail).toMatchObject({ verdict: 'safe', marginAbsolute: expect.closeTo(1, 6) });
  expect(safe.winner).toBe('treatment');
  expect(harmed).toMatchObject({ winner: 'control', reason: 'guardrail_harmed' });
  expect(unproven).toMatchObject({ winner: 'inconclusive', reason: 'guardrail_unproven' });
});

test('one run that hung for a day does not decide a winsorised experiment', () => {
  const users = withFields(arms([5], [5], 60), (_, index) => ({ durations: [10 + (index % 7)] }));
  const hung = [...users, { ...treatment, completed: 5, durations: [86_400] }];
  const metrics = [experimentMetric('duration_seconds')];

  const [whole] = analyze(hung, { metrics }).metrics;
  const [cut] = analyze(hung, { metrics, winsorizeAt: 0.95 }).metrics;

  expect(whole?.treatment.value).toBeGreaterThan(1000);
  expect(cut?.winsorizedAt).toBe(16);
  expect(cut?.treatment.value).toBeLessThan(14);
});

test('the past of the users narrows the interval and keeps the effect', () => {
  const random = seededRandom(21);
  const users = Array.from({ length: 400 }, (_, index): SomeUser => {
    const rate = 0.2 + 0.5 * random();
    const arm = index % 2 === 0 ? 'control' : 'treatment';
    const draw = (count: number, chance: number): number =>
      Array.from({ length: count }, () => random() < chance).filter(Boolean).length;
    return {
      arm,
      outcomes: 20,
      completed: draw(20, rate + (arm === 'treatment' ? 0.1 : 0)),
      before: { outcomes: 20, completed: draw(20, rate) },
    };
  });

  const [metric] = analyze(users).metrics;

  expect(metric?.decidedBy).toBe('cuped');
  expect(metric?.cuped?.varianceReduction).toBeGreaterThan(0.3);
  expect(Math.abs((metric?.cuped?.effect ?? 0) - 0.1)).toBeLessThan(0.04);
  expect(metric?.cuped?.standardError ?? 1).toBeLessThan(metric?.standardError ?? 0);
});

test('what nobody randomised takes users in both arms for their own control', () => {
  const users = Array.from({ length: 50 }, (_, index): readonly SomeUser[] => [
    { arm: 'control', user: index, outcomes: 10, completed: index % 8, isMixed: true },
    { arm: 'treatment', user: index, outcomes: 10, completed: (index % 8) + 1 + (index % 2), isMixed: true },
  ]).flat();

  const { metrics, usersInBothArms, sampleRatioMismatch } = analyze(users, { design: 'versions' });

  expect(usersInBothArms).toBe(50);
  expect(metrics[0]).toMatchObject({ effect: expect.closeTo(0.15, 12), degreesOfFreedom: 49 });
  // Users differ by 7 of 10; each user's own difference is 1 or 2 of 10.
  expect(metrics[0]?.standardError).toBeCloseTo(0.05 / Math.sqrt(49), 10);
  expect(sampleRatioMismatch).toMatchObject({ pValue: null, flagged: false });
});

test('the planned effect has a power and a number of users', () => {
  const units = simulatedExperiment({ random: seededRandom(3), users: 400, outcomesPerUser: 5, effect: 0 });
  const question = { minSampleSize: 100, settings: simulatedSettings({ inference: 'fixed', minimumEffect: 0.05 }) };

  const [metric] = analyzeExperiment(units, question).metrics;
  const standardError = metric?.standardError ?? 0;

  // (1.959964 + 0.841621) standard errors are found with 80 %.
  expect(metric?.power.minimumDetectableEffect).toBeCloseTo(2.801585 * standardError, 5);
  expect(metric?.power.usersNeeded).toBeCloseTo(400 * ((2.801585 * standardError) / 0.05) ** 2, -1);
  expect(metric?.power.powerOfPlannedEffect).toBeLessThan(0.8);
});

test('whatever users did, every figure is a number or null and fits the contract', () => {
  const user = fc.record({
    arm: fc.constantFrom('control' as const, 'treatment' as const),
    outcomes: fc.nat(3),
    durations: fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 3 }),
    ratings: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
    isMixed: fc.boolean(),
    before: fc.record({ outcomes: fc.nat(3), completed: fc.nat(3) }),
  });
  const metrics = [
    experimentMetric('completion_rate'),
    experimentMetric('invocation_count'),
    experimentMetric('activation_rate'),
    experimentMetric('user_rating'),
    experimentMetric('duration_seconds', { role: 'guardrail', margin: 0.2 }),
  ];
  fc.assert(
    fc.property(
      fc.array(user, { maxLength: 20 }),
      fc.constantFrom('randomised' as const, 'versions' as const),
      fc.constantFrom(null, 0.9),
      (users, design, winsorizeAt) => {
        const whole = withFields(users, ({ outcomes = 0 }) => ({ completed: Math.floor(outcomes / 2) }));
        const analysis = analyze(whole, { metrics, design, winsorizeAt, minimumEffect: 0.1 });

        expect(analysis.metrics.map((metric) => metricResultSchema.parse(metric))).toEqual(analysis.metrics);
      },
    ),
    { numRuns: 300 },
  );
});
