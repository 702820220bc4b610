import { emptySkillHours, hoursPerDay, type SkillHours } from '../src/anomalies/skill-hours.ts';

export type HourOfCalls = {
  readonly completed: number;
  readonly failed: number;
  /** Seconds of the calls whose duration is known. */
  readonly seconds?: readonly number[];
};

/** A Monday, 2026-01-05, as a UTC day since the epoch. */
export const firstMonday = 20_458;

/** So many days of hours from `firstMonday` on, each as told. */
export function skillDays(days: number, ofHour: (day: number, hourOfDay: number) => HourOfCalls): SkillHours {
  const hours = emptySkillHours(firstMonday * hoursPerDay, days * hoursPerDay);
  for (let index = 0; index < days * hoursPerDay; index += 1) {
    const { completed, failed, seconds = [] } = ofHour(Math.floor(index / hoursPerDay), index % hoursPerDay);
    hours.completed[index] = completed;
    hours.failed[index] = failed;
    hours.invocations[index] = completed + failed;
    hours.logDurations[index] = seconds.flatMap((each) => [Math.log(each), 1]);
  }
  return hours;
}

/** Office hours: ten calls an hour from 9 to 17, of which so many complete. */
export function officeHour(hourOfDay: number, completedOfTen: number): HourOfCalls {
  if (hourOfDay < 9 || hourOfDay >= 17) return { completed: 0, failed: 0 };
  return { completed: completedOfTen, failed: 10 - completedOfTen };
}
