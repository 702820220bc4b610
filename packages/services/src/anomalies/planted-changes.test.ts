import { expect, test } from 'vitest';
import { anomalyTrial } from '../../test/anomaly-trial.ts';
import { scoreTrial } from '../../test/score-trial.ts';

// 100 skills and 90 days with 60 planted changes of 6 to 12 standard errors (of 24 hours before the change), looked at
// every hour from day 21 on. Eight seeds: `bench/anomalies.bench.ts`.
test.each([1, 2])(
  'of 60 planted changes nine of ten are found within a day, with at most one false alarm a week (seed %i)',
  { timeout: 120_000 },
  (seed) => {
    const score = scoreTrial(anomalyTrial({ seed }));

    expect(score.planted).toBe(60);
    expect(score.found / score.planted).toBeGreaterThanOrEqual(0.9);
    expect(score.falseAlarmsPerWeek).toBeLessThanOrEqual(1);
    for (const { planted, found } of score.byKind.values()) expect(found / planted).toBeGreaterThanOrEqual(0.7);
  },
);

test('in a world without changes there is at most one alarm a week', { timeout: 120_000 }, () => {
  const { falseAlarmsPerWeek } = scoreTrial(anomalyTrial({ seed: 3, changes: 0 }));

  expect(falseAlarmsPerWeek).toBeLessThanOrEqual(1);
});
