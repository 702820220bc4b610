import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { powerOfEffect } from '../src/inference/power.ts';
import { falseAlarms } from './false-alarms.ts';
import { variancePerUser } from './simulated-experiment.ts';

// 2,000 experiments have a standard error of 0.5 points at 5 %: 1.5 is three of them. The bench runs 10,000.
const experiments = 2000;

describe.each([1, 5, 20, 50])('experiments without an effect, %i outcomes per user', (outcomesPerUser) => {
  test('one look finds an effect in 5 % of them', () => {
    const random = seededRandom(400 + outcomesPerUser);

    const { perUser, welch } = falseAlarms({ random, experiments, users: 200, outcomesPerUser });

    expect(Math.abs(perUser - 0.05)).toBeLessThanOrEqual(0.015);
    expect(Math.abs(welch - 0.05)).toBeLessThanOrEqual(0.015);
  });

  test('twenty looks find an effect in at most 5 % of them by the always-valid answer, and in far more by the other', () => {
    const random = seededRandom(500 + outcomesPerUser);

    const { sequentialPeeking, perUserPeeking } = falseAlarms({
      random,
      experiments,
      users: 200,
      outcomesPerUser,
      looks: 20,
    });

    expect(sequentialPeeking).toBeLessThanOrEqual(0.05);
    expect(perUserPeeking).toBeGreaterThan(0.15);
  }, 60_000);
});

// The predecessor: 13.8 %, 35.3 % and 57.5 % with 5, 20 and 50 outcomes per user.
test.each([
  [5, 0.09],
  [20, 0.25],
  [50, 0.4],
])('a test that takes %i outcomes of a user for independent would alarm too often', (outcomesPerUser, least) => {
  const { perOutcome } = falseAlarms({ random: seededRandom(7), experiments: 500, users: 200, outcomesPerUser });

  expect(perOutcome).toBeGreaterThan(least);
});

test.each([
  { users: 400, outcomesPerUser: 1, effect: 0.09 },
  { users: 400, outcomesPerUser: 5, effect: 0.07 },
  { users: 200, outcomesPerUser: 20, effect: 0.07 },
])(
  'an effect of $effect on $users users with $outcomesPerUser outcomes is found as often as theory says',
  ({ users, outcomesPerUser, effect }) => {
    const found = falseAlarms({ random: seededRandom(11), experiments, users, outcomesPerUser, effect }).perUser;
    const variances = [0, effect].map((shift) => variancePerUser(outcomesPerUser, shift) / (users / 2));
    const theory = powerOfEffect(effect, Math.sqrt(variances.reduce((sum, variance) => sum + variance)));

    expect(theory).toBeGreaterThan(0.3);
    expect(Math.abs(found - theory)).toBeLessThanOrEqual(0.03);
  },
);
