import { expect, test } from 'vitest';
import { sharedBaselines } from './shared-baseline.ts';

test('keeps less detail, and percentiles of what is left', () => {
  const baseline = {
    users: 23,
    invocations: 148,
    completionRate: 0.8649,
    averageDurationSeconds: 12.345,
    commonestPhase: 2,
    effectivenessPercentile: 50,
  };

  expect(sharedBaselines([baseline, undefined, { ...baseline, users: 22, completionRate: 0.8551 }])).toEqual([
    {
      ...baseline,
      users: 25,
      invocations: 150,
      completionRate: 0.86,
      averageDurationSeconds: 12,
      effectivenessPercentile: 0,
    },
    undefined,
    {
      ...baseline,
      users: 20,
      invocations: 150,
      completionRate: 0.86,
      averageDurationSeconds: 12,
      effectivenessPercentile: 0,
    },
  ]);
});
