import { expect, test } from 'vitest';
import { firstMonday, officeHour, skillDays } from '../../test/skill-days.ts';
import type { ClassedMean } from './classed-mean.ts';
import type { DeviationTest } from './deviation-test.ts';
import { rateBaseline, rateTest } from './rate-test.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';

const days = { first: firstMonday, end: firstMonday + 28 };
const lastHour = (firstMonday + 30) * hoursPerDay;

function baselineOf(hours: SkillHours): ClassedMean {
  const baseline = rateBaseline(hours, days);
  if (baseline === undefined) throw new Error('this history has no baseline');
  return baseline;
}

function judged(hours: SkillHours): DeviationTest {
  const look = rateTest(hours, lastHour, baselineOf(hours));
  if (look === undefined) throw new Error('these hours cannot be judged');
  return look;
}

test.each([
  [7, 3],
  [8, 4],
  [9, 6],
])('a rate that falls from %i to %i in ten is found, whatever the rate was', (before, now) => {
  // The predecessor divided by the deviation of single outcomes, which bounds a drop at sqrt(p / (1 - p)): 1.5 for 0.7.
  const hours = skillDays(30, (day, hour) => officeHour(hour, day < 29 ? before : now));

  const { score, pValue, weeklyChance, baselineValue, observedValue } = judged(hours);

  expect(score).toBeLessThan(-5);
  expect(pValue).toBeLessThan(1e-6);
  expect(weeklyChance).toBeLessThan(1e-3);
  expect(baselineValue).toBeCloseTo(before / 10, 2);
  expect(observedValue).toBeCloseTo(now / 10, 10);
});

test("the predecessor's own example, 0.92 to 0.65, is far beyond two standard errors", () => {
  const hours = skillDays(30, (day, hour) => {
    if (hour < 9 || hour >= 17) return { completed: 0, failed: 0 };
    return day < 29 ? { completed: 23, failed: 2 } : { completed: 13, failed: 7 };
  });

  const { score } = judged(hours);

  // 160 calls: (0.65 - 0.92) / sqrt(0.92 * 0.08 / 160) = -12.6; the baseline takes a little off it.
  expect(score).toBeGreaterThan(-12.6);
  expect(score).toBeLessThan(-12);
});

test('a rate that rises is found too', () => {
  const hours = skillDays(30, (day, hour) => officeHour(hour, day < 29 ? 6 : 10));

  expect(judged(hours).score).toBeGreaterThan(5);
});

test('says from when on', () => {
  const hours = skillDays(30, (day, hour) => officeHour(hour, day < 29 || hour < 13 ? 9 : 3));

  expect(judged(hours).startHour).toBe((firstMonday + 29) * hoursPerDay + 13);
});

test('four calls of the last day are not judged, and 29 are no baseline', () => {
  const few = skillDays(30, (day, hour) =>
    day < 29 || hour < 4 ? { completed: day < 29 ? 1 : 0, failed: day < 29 ? 0 : 1 } : none,
  );
  const young = skillDays(30, (day, hour) => (day === 0 && hour < 20 ? { completed: 1, failed: 0 } : none));

  expect(rateTest(few, lastHour, baselineOf(few))).toBeUndefined();
  expect(rateBaseline(young, days)).toBeUndefined();
});

test('three failures in five calls of a skill that works nine times in ten raise no alarm', () => {
  const hours = skillDays(30, (day, hour) => {
    if (day < 29) return officeHour(hour, 9);
    return hour === 10 ? { completed: 2, failed: 3 } : none;
  });

  // Two-sided, beta-binomial of 5 at 0.9: 0.017, and there are 168 looks in a week.
  expect(judged(hours).weeklyChance).toBe(1);
});

test('what weekends are like is expected of weekends', () => {
  const isWeekend = (day: number): boolean => day % 7 >= 5;
  const hours = skillDays(34, (day, hour) => officeHour(hour, isWeekend(day) ? 5 : 9));
  const sunday = firstMonday + 34;

  const look = rateTest(hours, sunday * hoursPerDay, baselineOf(hours));

  expect(look?.baselineValue).toBeCloseTo(0.5, 1);
  expect(Math.abs(look?.score ?? 9)).toBeLessThan(1);
});

test('days of an earlier anomaly are no part of what is usual', () => {
  const hours = skillDays(30, (day, hour) => officeHour(hour, day >= 14 && day < 18 ? 2 : 9));

  expect(baselineOf(hours).mean).toBeCloseTo(0.9, 2);
  expect(Math.abs(judged(hours).score)).toBeLessThan(1);
});

test('a skill whose days differ is judged by how much they differ', () => {
  const steady = skillDays(30, (day, hour) => officeHour(hour, day < 29 ? 8 : 6));
  const uneven = skillDays(30, (day, hour) => officeHour(hour, day < 29 ? ([6, 7, 8, 9, 10][day % 5] ?? 8) : 6));

  expect(judged(steady).score).toBeLessThan(2 * judged(uneven).score);
});

test('a skill that never failed gives a number, not NaN', () => {
  const hours = skillDays(30, (day, hour) => officeHour(hour, day < 29 ? 10 : 8));

  const { score, pValue } = judged(hours);

  expect(score).toBeLessThan(-3);
  expect(pValue).toBeGreaterThan(0);
});

const none = { completed: 0, failed: 0 };

test('a rare skill is calm again when the calls of its last day are as usual', () => {
  // One call in three hours: eight a day, four in half a day, which are too few to be judged alone.
  const hours = skillDays(30, (_, hour) => (hour % 3 === 0 ? { completed: 1, failed: 0 } : none));

  expect(judged(hours).isCalm).toBe(true);
});
