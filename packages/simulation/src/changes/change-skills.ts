import { portableExp, portableLog } from '../portable-math.ts';
import { seededRandom, type Random } from '../seeded-random.ts';
import type { ChangeSkill } from './change-world.ts';

// Two working peaks, as people have; around the clock, as machines work.
const officeHours = [2, 1, 1, 1, 1, 2, 4, 10, 22, 34, 38, 34, 24, 28, 36, 38, 32, 24, 14, 12, 12, 10, 10, 10];
const everyHour = officeHours.map(() => 20);
// The epoch was a Thursday.
const officeDays = [11, 9, 3, 3, 10, 11, 11];
const everyDay = officeDays.map(() => 10);

/** The skills of a world of changes. */
export function changeSkills(seed: number, count: number): readonly ChangeSkill[] {
  const random = seededRandom(seed, 11);
  return Array.from({ length: count }, (_, index) => changeSkill(index, random));
}

function changeSkill(index: number, random: Random): ChangeSkill {
  const isMachine = random() < 0.2;
  return {
    skillName: `skill-${String(index + 1).padStart(3, '0')}`,
    callsPerDay: 20 * portableExp(random() * portableLog(20)),
    hourShares: weekShares(isMachine ? everyHour : officeHours, isMachine ? everyDay : officeDays, random),
    callsPerSitting: 1 + random(),
    dayVariation: 0.05 + 0.1 * random(),
    completionRate: 0.6 + 0.36 * random(),
    completionRateSpread: random() < 0.3 ? 0.02 : 0,
    medianSeconds: 1 + 59 * random(),
    sigma: 0.4 + 0.6 * random(),
    errorTypes: ['timeout', 'non_zero_exit', 'not_found'].slice(0, 1 + Math.floor(3 * random())),
  };
}

/** Every skill has its own hours: each weight is moved by up to a third. */
function weekShares(hours: readonly number[], days: readonly number[], random: Random): Float64Array {
  const ownHours = hours.map((weight) => weight * (2 / 3 + (2 / 3) * random()));
  const ownDays = days.map((weight) => weight * (0.85 + 0.3 * random()));
  const shares = Float64Array.from(
    { length: 168 },
    (_, hour) => (ownHours[hour % 24] ?? 0) * (ownDays[Math.floor(hour / 24)] ?? 0),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
