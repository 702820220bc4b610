import { expect, test } from 'vitest';
import { firstMonday, officeHour, skillDays } from '../../test/skill-days.ts';
import { packBaseline, unpackBaseline } from './packed-baseline.ts';
import { skillBaseline } from './skill-baseline.ts';

test('a baseline comes back as it was packed', () => {
  const hours = skillDays(50, (_, hour) => ({ ...officeHour(hour, 8), seconds: [1 + hour, 2] }));
  const baseline = skillBaseline(hours, firstMonday + 49);

  expect(baseline.rate?.mean).toBeCloseTo(0.8, 2);
  expect(baseline.volume?.expected).toHaveLength(168);
  expect(unpackBaseline(packBaseline(baseline))).toEqual(baseline);
});

test('missing parts stay missing', () => {
  const baseline = { rate: undefined, duration: undefined, volume: undefined };

  expect(unpackBaseline(packBaseline(baseline))).toEqual(baseline);
});

test('other numbers are no baseline', () => {
  expect(unpackBaseline(new Float64Array(7))).toBeUndefined();
});
