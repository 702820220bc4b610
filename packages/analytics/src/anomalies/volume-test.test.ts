import { expect, test } from 'vitest';
import { firstMonday, type HourOfCalls, officeHour, skillDays } from '../../test/skill-days.ts';
import type { DeviationTest } from './deviation-test.ts';
import { patternTest } from './pattern-test.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';
import { volumeBaseline } from './volume-baseline.ts';
import { volumeTest } from './volume-test.ts';

const common = { clumping: 1, dayVariation: 0 };
const none: HourOfCalls = { completed: 0, failed: 0 };
const isWeekend = (day: number): boolean => day % 7 >= 5;

/** Five weeks of office hours without weekends, then the days asked for. */
function history(days: number, ofHour: (day: number, hour: number) => HourOfCalls): SkillHours {
  return skillDays(days, (day, hour) => {
    if (day >= 35) return ofHour(day, hour);
    return isWeekend(day) ? none : officeHour(hour, 9);
  });
}

function tested(hours: SkillHours, day: number, by: typeof volumeTest): DeviationTest | undefined {
  const end = firstMonday + day;
  const baseline = volumeBaseline(hours, { first: firstMonday, end: end - 2 });
  return baseline && by(hours, end * hoursPerDay, { baseline, common });
}

test('silence on a working day is found, although no row says so', () => {
  const hours = history(36, () => none);

  const silent = tested(hours, 36, volumeTest);

  expect(silent?.score).toBeLessThan(-5);
  expect(silent?.weeklyChance).toBeLessThan(1e-3);
  expect(silent).toMatchObject({ metric: 'invocations', observedValue: 0 });
});

test('a quiet weekend is what weekends are', () => {
  const hours = history(42, (day, hour) => (isWeekend(day) ? none : officeHour(hour, 9)));

  // Sunday night: nothing was expected and nothing came.
  expect(tested(hours, 42, volumeTest)?.weeklyChance ?? 1).toBe(1);
});

test('three times the calls are found', () => {
  const hours = history(36, (_, hour) => (hour >= 9 && hour < 17 ? { completed: 27, failed: 3 } : none));

  expect(tested(hours, 36, volumeTest)).toMatchObject({ observedValue: 240 });
  expect(tested(hours, 36, volumeTest)?.weeklyChance).toBeLessThan(1e-6);
});

test('the same number of calls at night is a shift of the pattern, not of the volume', () => {
  const hours = history(36, (_, hour) => (hour < 8 ? { completed: 9, failed: 1 } : none));

  const pattern = tested(hours, 36, patternTest);

  expect(pattern?.weeklyChance).toBeLessThan(1e-6);
  expect(Math.abs(pattern?.score ?? 0)).toBeGreaterThan(5);
  expect(tested(hours, 36, volumeTest)?.isCalm).toBe(false);
});

test('twice the calls at the usual hours are no shift of the pattern', () => {
  const hours = history(36, (_, hour) => (hour >= 9 && hour < 17 ? { completed: 18, failed: 2 } : none));

  expect(tested(hours, 36, patternTest)?.weeklyChance).toBe(1);
});

test('less than two weeks of history is no baseline', () => {
  const hours = skillDays(13, (_, hour) => officeHour(hour, 9));

  expect(volumeBaseline(hours, { first: firstMonday, end: firstMonday + 13 })).toBeUndefined();
});
