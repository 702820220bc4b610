import { expect, test } from 'vitest';
import { defaultThresholds, effectivenessInsights, improvements } from './effectiveness-insights.ts';
import type { AggregateTotals } from './project-ports.ts';

function totals(fields: Partial<AggregateTotals>): AggregateTotals {
  return {
    invocations: 0,
    completed: 0,
    failed: 0,
    durationCount: 0,
    durationSecondsSum: 0,
    followUpCount: 0,
    followUpSum: 0,
    followUpSquareSum: 0,
    firstUsedMs: 0,
    lastUsedMs: 0,
    ...fields,
  };
}

test.each([
  ['low, for sure', { completed: 40, failed: 60 }, ['low_success']],
  ['low, but the interval reaches over 0.6', { completed: 11, failed: 9 }, []],
  ['excellent, for sure', { completed: 198, failed: 2 }, ['excellent_success']],
  ['excellent, but the interval reaches below 0.9', { completed: 19, failed: 1 }, []],
  ['low on too few calls', { completed: 0, failed: 9 }, []],
  ['without a known outcome', { invocations: 100 }, []],
  ['many follow-ups, for sure', { followUpCount: 50, followUpSum: 150, followUpSquareSum: 500 }, ['high_follow_up']],
  ['many follow-ups, but they scatter', { followUpCount: 10, followUpSum: 25, followUpSquareSum: 425 }, []],
  ['follow-ups that no call states', { invocations: 50, completed: 30, failed: 20 }, []],
])('says of a skill that is %s what its whole interval supports', (_, fields, types) => {
  expect(effectivenessInsights(totals(fields)).map(({ type }) => type)).toEqual(types);
});

test('a statement carries its interval, its count and its threshold, and advice tells them', () => {
  const insights = effectivenessInsights(totals({ completed: 40, failed: 60 }));

  // statsmodels.stats.proportion.proportion_confint(40, 100, method="wilson")
  expect(insights).toMatchObject([
    {
      value: 0.4,
      lower: expect.closeTo(0.309_401, 5),
      upper: expect.closeTo(0.497_999, 5),
      threshold: 0.6,
      count: 100,
    },
  ]);
  expect(improvements('review', insights)).toMatchObject([
    {
      type: 'skill_improvement',
      priority: 'high',
      skill: 'review',
      issue: expect.stringContaining('40 % of 100 calls'),
    },
  ]);
});

test('other thresholds are taken', () => {
  const strict = { ...defaultThresholds, lowSuccess: 0.8 };

  expect(effectivenessInsights(totals({ completed: 70, failed: 60 }), strict)).toMatchObject([{ type: 'low_success' }]);
  expect(effectivenessInsights(totals({ completed: 70, failed: 60 }))).toEqual([]);
});
