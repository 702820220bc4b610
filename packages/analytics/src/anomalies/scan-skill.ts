import type { DeviationTest } from './deviation-test.ts';
import { durationTest } from './duration-test.ts';
import { type ErrorHistory, errorTests } from './error-test.ts';
import { patternTest } from './pattern-test.ts';
import { rateTest } from './rate-test.ts';
import type { SkillBaseline } from './skill-baseline.ts';
import type { SkillHours } from './skill-hours.ts';
import { type CommonSpreads, volumeTest } from './volume-test.ts';

export type SkillToScan = {
  /** At least the last 24 hours. */
  readonly hours: SkillHours;
  readonly baseline: SkillBaseline;
  readonly errors: ErrorHistory | undefined;
};

/** Every metric of one skill that has data enough, as of the end of an hour. */
export function scanSkill(
  { hours, baseline, errors }: SkillToScan,
  endHour: number,
  common: CommonSpreads,
): readonly DeviationTest[] {
  const { rate, duration, volume } = baseline;
  const tests = [
    rate && rateTest(hours, endHour, rate),
    duration && durationTest(hours, endHour, duration),
    volume && volumeTest(hours, endHour, { baseline: volume, common }),
    volume && patternTest(hours, endHour, { baseline: volume, common }),
    ...(errors === undefined ? [] : errorTests(errors, endHour)),
  ];
  return tests.filter((test) => test !== undefined);
}
