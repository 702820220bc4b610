import { expect, test } from 'vitest';
import { errorTests } from './error-test.ts';

const endHour = 500_000;
const newType = { errorType: 'quota', firstSeenHour: endHour - 3, lastSeenHour: endHour };
const skill = { calls: 1_000, singleTypes: 0, recentCalls: 40 };

test('a type of error that a skill never had and now has often is found', () => {
  const [found, ...others] = errorTests({ ...skill, newTypes: [{ ...newType, count: 6 }] }, endHour);

  expect(others).toEqual([]);
  expect(found).toMatchObject({ metric: 'error_type', detail: 'quota', baselineValue: 0, observedValue: 0.15 });
  // scipy.stats.betabinom(40, 1, 961).sf(5) = 3.3e-9
  expect(found?.pValue).toBeGreaterThan(1e-10);
  expect(found?.pValue).toBeLessThan(1e-8);
  expect(found?.startHour).toBe(endHour - 3);
});

test('two of a kind are too few to say', () => {
  expect(errorTests({ ...skill, newTypes: [{ ...newType, count: 2 }] }, endHour)).toEqual([]);
});

test('everything is new of a skill with fewer than 30 calls', () => {
  expect(errorTests({ ...skill, calls: 60, newTypes: [{ ...newType, count: 9 }] }, endHour)).toEqual([]);
});

test('new texts are nothing new where every error is another text', () => {
  const newTypes = [{ ...newType, count: 3 }];

  const [tidy] = errorTests({ ...skill, newTypes }, endHour);
  const [untidy] = errorTests({ ...skill, singleTypes: 60, newTypes }, endHour);

  expect(tidy?.pValue).toBeLessThan(1e-3);
  expect(untidy?.pValue).toBeGreaterThan(0.1);
});

test('is calm when it has not occurred for a day', () => {
  const newTypes = [{ ...newType, count: 6, lastSeenHour: endHour - 24 }];

  expect(errorTests({ ...skill, newTypes }, endHour)[0]?.isCalm).toBe(true);
});
