import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { firstMonday, skillDays } from '../../test/skill-days.ts';
import type { DeviationTest } from './deviation-test.ts';
import { durationBaseline, durationTest } from './duration-test.ts';
import { hoursPerDay, type SkillHours } from './skill-hours.ts';

const days = { first: firstMonday, end: firstMonday + 28 };
const lastHour = (firstMonday + 30) * hoursPerDay;

/** Twelve calls a day of about 20 s, spread by a factor of about 1.6; the last day as told. */
function history(ofLastDay: (seconds: number, call: number) => number): SkillHours {
  const random = seededRandom(3);
  return skillDays(30, (day, hour) => {
    if (hour % 2 === 1) return { completed: 0, failed: 0 };
    const seconds = 20 * Math.exp(0.5 * (random() + random() + random() + random() - 2) * Math.sqrt(3));
    return { completed: 1, failed: 0, seconds: [day < 29 ? seconds : ofLastDay(seconds, hour / 2)] };
  });
}

function judged(hours: SkillHours): DeviationTest {
  const baseline = durationBaseline(hours, days);
  const look = baseline === undefined ? undefined : durationTest(hours, lastHour, baseline);
  if (look === undefined) throw new Error('these hours cannot be judged');
  return look;
}

test('a skill that takes three times as long is found, with both medians', () => {
  const { score, pValue, baselineValue, observedValue } = judged(history((seconds) => 3 * seconds));

  expect(score).toBeGreaterThan(5);
  expect(pValue).toBeLessThan(1e-7);
  expect(baselineValue).toBeGreaterThan(17);
  expect(baselineValue).toBeLessThan(23);
  expect(observedValue / baselineValue).toBeGreaterThan(2);
});

test('a skill that became faster is found too', () => {
  expect(judged(history((seconds) => seconds / 3)).score).toBeLessThan(-5);
});

test('one call that hung for a day is no shift', () => {
  // A mean of seconds would be 340 times its standard error away.
  const { score } = judged(history((seconds, call) => (call === 3 ? 86_400 : seconds)));

  expect(Math.abs(score)).toBeLessThan(3);
});

test('nothing is said without a baseline of 30 durations or a day of 8', () => {
  const short = skillDays(30, (day, hour) => ({ completed: 1, failed: 0, seconds: day === 3 && hour < 20 ? [5] : [] }));
  const quiet = history((seconds, call) => (call < 7 ? seconds : Number.NaN));
  for (let hour = 14; hour < hoursPerDay; hour += 1) quiet.logDurations[29 * hoursPerDay + hour] = [];
  const baseline = durationBaseline(quiet, days);

  expect(durationBaseline(short, days)).toBeUndefined();
  expect(baseline && durationTest(quiet, lastHour, baseline)).toBeUndefined();
});

test('durations that are all the same give numbers, not NaN', () => {
  const hours = skillDays(30, () => ({ completed: 1, failed: 0, seconds: [2] }));

  const { score, pValue } = judged(hours);

  expect(score).toBeCloseTo(0, 10);
  expect(pValue).toBeCloseTo(1, 10);
});
