import { randomBits } from '@skills/analytics';
import { expect, test } from 'vitest';
import { OutcomeCounter } from '../matrix/outcome-counter.ts';
import type { OutcomeMatrix } from '../matrix/outcome-matrix.ts';
import { noisyBaselines } from './noisy-baselines.ts';

/** Users who each call every skill so often; the first skill works in four of five calls. */
function world(users: number, skills: number, callsEach = 5): OutcomeMatrix {
  const counter = new OutcomeCounter();
  for (let user = 1; user <= users; user += 1) {
    for (let skill = 0; skill < skills; skill += 1) {
      const nth = Array.from({ length: callsEach }, (_, index) => index);
      counter.add({
        events: callsEach,
        user: nth.map(() => user),
        item: nth.map(() => skill),
        completed: nth.map((index) => (index % 5 === 0 ? 0 : 1)),
      });
    }
  }
  return counter.matrix(skills);
}

const rule = { minUsers: 20 };

test('is close to the truth for many users, and differs from draw to draw', () => {
  const log = world(5000, 3);
  const release = (seed: number): unknown => noisyBaselines(log, { rule, epsilon: 1, bits: randomBits(seed) });

  const [first] = noisyBaselines(log, { rule, epsilon: 1, bits: randomBits(3) });

  expect(Math.abs((first?.users ?? 0) - 5000)).toBeLessThan(400);
  expect(Math.abs((first?.completionRate ?? 0) - 0.8)).toBeLessThan(0.1);
  expect(release(3)).toEqual(release(3));
  expect(release(3)).not.toEqual(release(4));
});

test('counts at most ten skills of a user and twenty calls of each', () => {
  const log = world(20_000, 12, 60);
  const baselines = noisyBaselines(log, { rule, epsilon: 1, bits: randomBits(5) });

  const told = baselines.filter((baseline) => baseline !== undefined);
  expect(told).toHaveLength(10);
  for (const { users, invocations } of told) expect(invocations / users).toBeLessThan(21);
});

test('tells of no group that is too small, and never of a noisy number of users that looks like one', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const bits = randomBits(seed);
    expect(noisyBaselines(world(19, 2), { rule, epsilon: 1, bits })).toEqual([undefined, undefined]);
    for (const baseline of noisyBaselines(world(25, 2), { rule, epsilon: 1, bits })) {
      expect(baseline?.users ?? 20).toBeGreaterThanOrEqual(20);
    }
  }
});

test('one user more changes each sum by as much as the noise is made for', () => {
  // The likelihood ratio of any release with and without one user is at most exp(epsilon): checked on the users of one
  // skill, which get a quarter of epsilon for ten skills.
  const epsilon = 1;
  const draws = 40_000;
  const share = (users: number): number => {
    const bits = randomBits(9);
    const log = world(users, 1, 1);
    let above = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const [baseline] = noisyBaselines(log, { rule: { minUsers: 1 }, epsilon, bits });
      if ((baseline?.users ?? 0) > 60) above += 1;
    }
    return above / draws;
  };
  const without = share(20);
  const withOne = share(21);

  expect(withOne / without).toBeGreaterThan(1);
  expect(withOne / without).toBeLessThan(Math.exp(epsilon / 4 / 10) * 1.05);
}, 60_000);

test.each([0, -1, Number.NaN])('refuses an epsilon of %f', (epsilon) => {
  expect(() => noisyBaselines(world(1, 1), { rule, epsilon, bits: randomBits(1) })).toThrow(`got ${epsilon}`);
});
