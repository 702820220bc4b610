import { expect, test } from 'vitest';
import { experimentPlan } from './experiment-plan.ts';

test('a rate with one outcome per user takes the users of the textbook', () => {
  const plan = experimentPlan({ baseline: 0.5, minimumEffect: 0.1 }, undefined);

  // ((1.959964 + 0.841621) / 0.1)² × 2 × 0.25 = 392.4 in each arm.
  expect(plan).toMatchObject({ controlUsers: 393, treatmentUsers: 393, usersInBaseline: null });
});

test('outcomes of one user that resemble each other count for less', () => {
  const alike = experimentPlan({ baseline: 0.5, minimumEffect: 0.1, outcomesPerUser: 20, correlation: 1 }, undefined);
  const apart = experimentPlan({ baseline: 0.5, minimumEffect: 0.1, outcomesPerUser: 20, correlation: 0 }, undefined);

  expect(alike.controlUsers).toBe(393);
  expect(apart.controlUsers).toBe(20);
});

test('looking whenever one likes takes more users than one look', () => {
  const plan = experimentPlan({ metric: 'duration_seconds', baseline: 4, deviation: 2, minimumEffect: 0.5 }, undefined);

  expect(plan.controlUsersSequential).toBeGreaterThan(1.5 * (plan.controlUsers ?? 0));
});

test.for([
  [{ minimumEffect: 0, baseline: 0.5 }, /minimumEffect 0/],
  [{ minimumEffect: 0.1 }, /neither a skill nor a baseline/],
  [{ minimumEffect: 0.1, baseline: 1.5 }, /baseline 1\.5/],
  [{ minimumEffect: 0.1, baseline: 0.5, controlShare: 1 }, /controlShare 1/],
  [{ minimumEffect: 0.1, baseline: 0.5, power: 0.01 }, /power 0\.01/],
  [{ minimumEffect: 1, baseline: 4, metric: 'duration_seconds' }, /deviation is missing/],
  [{ minimumEffect: 1, baseline: 4, metric: 'velocity' }, /velocity/],
] as const)('%o is refused by name', ([question, message]) => {
  expect(() => experimentPlan(question, undefined)).toThrow(message);
});
