import { expect, test } from 'vitest';
import { firstMonday, officeHour, skillDays } from '../../test/skill-days.ts';
import { packBaseline } from './packed-baseline.ts';
import { commonSpreads, skillBaseline } from './skill-baseline.ts';

test('what is judged is no part of what it is judged by', () => {
  // The predecessor's mean and deviation of hourly values held the anomaly itself.
  const usual = skillDays(60, (_, hour) => ({ ...officeHour(hour, 9), seconds: [3] }));
  const broken = skillDays(60, (day, hour) =>
    day < 58 ? { ...officeHour(hour, 9), seconds: [3] } : { ...officeHour(hour, 0), seconds: [90] },
  );
  const day = firstMonday + 59;

  expect(packBaseline(skillBaseline(broken, day))).toEqual(packBaseline(skillBaseline(usual, day)));
});

test('a skill without history has no baseline, and none is no reason to fail', () => {
  const baseline = skillBaseline(
    skillDays(3, () => ({ completed: 0, failed: 0 })),
    firstMonday + 2,
  );

  expect(baseline).toEqual({ rate: undefined, duration: undefined, volume: undefined });
  expect(commonSpreads([baseline, undefined])).toEqual({ clumping: 1, dayVariation: 0 });
});

test('what skills have in common is the middle of them', () => {
  const steady = skillBaseline(
    skillDays(60, (_, hour) => officeHour(hour, 9)),
    firstMonday + 59,
  );

  const { clumping, dayVariation } = commonSpreads([steady]);

  expect(clumping).toBe(1);
  expect(dayVariation).toBe(steady.volume?.dayVariation.value);
});
