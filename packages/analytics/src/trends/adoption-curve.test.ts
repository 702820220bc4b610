import { expect, test } from 'vitest';
import { adoptionCurve } from './adoption-curve.ts';

test('sessions add up day by day since the first, through days without a call', () => {
  const curve = adoptionCurve(
    [
      { day: 7, invocations: 4, newSessions: 1 },
      { day: 4, invocations: 5, newSessions: 2 },
    ],
    9,
  );

  expect(curve.map(({ day, invocations, cumulativeSessions }) => [day, invocations, cumulativeSessions])).toEqual([
    [4, 5, 2],
    [5, 0, 2],
    [6, 0, 2],
    [7, 4, 3],
    [8, 0, 3],
  ]);
});

test('a skill that never ran has no curve', () => {
  expect(adoptionCurve([], 9)).toEqual([]);
});
