import { seededRandom } from '@skills/simulation';
import { expect, test } from 'vitest';
import { delegationAdvice, expectedSeconds, type WayEvidence } from './delegation-advice.ts';

const way = (completed: number, known: number, rest: Partial<WayEvidence> = {}): WayEvidence => ({
  completed,
  known,
  seconds: [],
  waitSeconds: 0,
  ...rest,
});
const around = (centre: number): readonly number[] =>
  Array.from({ length: 60 }, (_, index) => centre + (index % 7) - 3);

test.each([
  [way(95, 100), way(60, 100), { advice: 'delegate', reason: 'succeeds-more-often' }],
  [way(60, 100), way(95, 100), { advice: 'local', reason: 'succeeds-more-often' }],
  [way(9, 9), way(100, 100), { advice: 'unknown', reason: 'too-few-calls' }],
  [way(100, 100), way(0, 0), { advice: 'unknown', reason: 'too-few-calls' }],
  [way(12, 15), way(11, 15), { advice: 'unknown', reason: 'not-told-apart' }],
  [way(900, 1000), way(905, 1000), { advice: 'either', reason: 'as-good' }],
] as const)('%j against %j: %j', (delegated, local, expected) => {
  expect(delegationAdvice(delegated, local)).toMatchObject(expected);
});

test('of ways that work alike the faster one is taken, with the wait before it', () => {
  const delegated = way(900, 1000, { seconds: around(20) });
  const local = way(905, 1000, { seconds: around(40) });

  expect(delegationAdvice(delegated, local)).toMatchObject({ advice: 'delegate', reason: 'as-good-and-faster' });
  expect(delegationAdvice({ ...delegated, waitSeconds: 60 }, local)).toMatchObject({ advice: 'local' });
  expect(delegationAdvice({ ...delegated, waitSeconds: 20 }, local)).toMatchObject({ advice: 'either' });
  expect(expectedSeconds({ ...delegated, waitSeconds: 60 })).toBe(80);
});

test('where both ways are the same in truth, a preference is told in at most one case of 15', () => {
  const random = seededRandom(9);
  const draw = (): number => Array.from({ length: 50 }, () => random() < 0.8).filter(Boolean).length;
  const answers = Array.from({ length: 1000 }, () => delegationAdvice(way(draw(), 50), way(draw(), 50)).advice);

  const preferred = answers.filter((advice) => advice === 'delegate' || advice === 'local').length;
  expect(preferred).toBeLessThan(66);
});
