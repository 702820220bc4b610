import { hoursPerDay } from './skill-hours.ts';

/** Quarters of a day, on working days and at weekends: what a rate or a duration may depend on. */
export const timeClasses = 8;
export const hoursPerPart = 6;
export const partsPerDay: number = hoursPerDay / hoursPerPart;

/** The class, 0 to 7, of an hour since the epoch; UTC. */
export function timeClassOf(hour: number): number {
  const part = Math.floor((hour % hoursPerDay) / hoursPerPart);
  return isWeekend(Math.floor(hour / hoursPerDay)) ? part + partsPerDay : part;
}

/** Day 0 of the epoch was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}
