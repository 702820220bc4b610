import { portableExp } from '../portable-math.ts';
import { seededRandom, type Random } from '../seeded-random.ts';
import { changeSkills } from './change-skills.ts';
import {
  changeKinds,
  type ChangeKind,
  type ChangeSkill,
  type ChangeWorld,
  type ChangeWorldOptions,
  type PlantedChange,
} from './change-world.ts';

const hourMs = 3_600_000;
const blockHours = 8;

/**
 * The skills of a world and what is planted in it: changes of every kind in turn, each on a skill of its own, each two
 * to six days long, each of the size asked for.
 *
 * @throws {RangeError} when an option is out of range, or no skill is left that a change of this size fits
 * @example
 * plantChanges({ seed: 1, skills: 100, days: 90, changes: 60, standardErrors: [6, 12], errorOf: 'before',
 *   startMs: 0, quietDays: 21 });
 */
export function plantChanges(options: ChangeWorldOptions): ChangeWorld {
  checkOptions(options);
  const skills = changeSkills(options.seed, options.skills);
  const random = seededRandom(options.seed, 12);
  const free = new Set(skills.keys());
  const changes = Array.from({ length: options.changes }, (_, index) => {
    const kind = changeKinds[index % changeKinds.length] ?? 'performance_drop';
    const change = plantOne(kind, { options, skills, free, random });
    free.delete(change.skill);
    return change;
  });
  return { options, skills, changes };
}

type Planting = {
  readonly options: ChangeWorldOptions;
  readonly skills: readonly ChangeSkill[];
  readonly free: ReadonlySet<number>;
  readonly random: Random;
};

function plantOne(kind: ChangeKind, { options, skills, free, random }: Planting): PlantedChange {
  const [least, most] = options.standardErrors;
  for (let tries = 0; tries < 2_000; tries += 1) {
    const skill = [...free][Math.floor(random() * free.size)] ?? 0;
    const behaviour = skills[skill];
    const hours = Math.round((2 + 4 * random()) * 24);
    const span = (options.days - options.quietDays) * 24 - hours;
    const fromMs = options.startMs + (options.quietDays * 24 + Math.floor(random() * span)) * hourMs;
    const size = least + (most - least) * random();
    const sign = random() < 0.5 ? -1 : 1;
    const blockHour = 2 * Math.floor(random() * 12);
    if (behaviour === undefined) continue;
    const planted = sized(kind, { behaviour, fromMs, size, sign, blockHour, errorOf: options.errorOf });
    if (planted === undefined) continue;
    const span24 = { fromMs, toMs: fromMs + hours * hourMs };
    return { skill, skillName: behaviour.skillName, kind, ...span24, blockHour, standardErrors: size, ...planted };
  }
  throw new RangeError(`plantChanges finds no skill for a ${kind} of ${least} to ${most} standard errors`);
}

type Asked = {
  readonly behaviour: ChangeSkill;
  readonly fromMs: number;
  readonly size: number;
  readonly sign: number;
  readonly blockHour: number;
  readonly errorOf: ChangeWorldOptions['errorOf'];
};

type Values = { readonly before: number; readonly during: number };

/** The values before and during a change of the size asked for; `undefined` when the skill has no room for it. */
function sized(kind: ChangeKind, asked: Asked): Values | undefined {
  const { behaviour, fromMs, size, sign, blockHour, errorOf } = asked;
  const calls = expectedCalls(behaviour, fromMs);
  const clumping = sittingDispersion(behaviour.callsPerSitting);
  switch (kind) {
    case 'performance_drop':
    case 'performance_spike': {
      const direction = kind === 'performance_drop' ? -1 : 1;
      const drift = behaviour.completionRateSpread ** 2;
      return moved(behaviour.completionRate, direction, {
        size,
        errorOf,
        most: 0.99,
        variance: (p) => (p * (1 - p)) / calls + drift,
      });
    }
    case 'duration_shift':
      return { before: 1, during: portableExp((sign * size * behaviour.sigma) / Math.sqrt(calls)) };
    case 'volume_change': {
      const variance = (factor: number): number => (factor * clumping) / calls + (factor * behaviour.dayVariation) ** 2;
      return moved(1, sign, { size, errorOf, most: 8, variance });
    }
    case 'pattern_shift': {
      const share = blockShare(behaviour, fromMs, blockHour);
      return moved(share, sign, { size, errorOf, most: 0.95, variance: (p) => (p * (1 - p) * clumping) / calls });
    }
    case 'new_error':
      // Before, there is no such error, and no error of its share.
      return moved(0, 1, { size, errorOf: 'greater', most: 0.6, variance: (p) => (p * (1 - p)) / calls });
    default:
      return kind satisfies never;
  }
}

type Room = {
  readonly size: number;
  readonly errorOf: ChangeWorldOptions['errorOf'];
  readonly most: number;
  readonly variance: (value: number) => number;
};

/** The nearest value in the direction that is `size` standard errors away. */
function moved(before: number, direction: number, { size, errorOf, most, variance }: Room): Values | undefined {
  const far = direction < 0 ? 0.01 : most;
  const reaches = (value: number): boolean =>
    Math.abs(value - before) >=
    size * Math.sqrt(Math.max(variance(before), errorOf === 'greater' ? variance(value) : 0));
  let [near, end] = [before, far];
  // The first value that reaches: beyond it the error falls or grows more slowly than the distance.
  const steps = 400;
  for (let step = 1; step <= steps; step += 1) {
    const value = before + ((far - before) * step) / steps;
    if (!reaches(value)) continue;
    [near, end] = [before + ((far - before) * (step - 1)) / steps, value];
    for (let halving = 0; halving < 30; halving += 1) {
      const middle = (near + end) / 2;
      if (reaches(middle)) end = middle;
      else near = middle;
    }
    return { before, during: end };
  }
  return undefined;
}

/** Calls expected in the 24 hours from a moment on. */
export function expectedCalls({ callsPerDay, hourShares }: ChangeSkill, fromMs: number): number {
  const first = fromMs / hourMs;
  let share = 0;
  for (let hour = first; hour < first + 24; hour += 1) share += hourShares[hour % 168] ?? 0;
  return 7 * callsPerDay * share;
}

/** Variance over mean of a count whose sittings have 1 + a geometric number of calls. */
function sittingDispersion(callsPerSitting: number): number {
  return 2 * callsPerSitting - 1;
}

function blockShare(skill: ChangeSkill, fromMs: number, blockHour: number): number {
  const first = fromMs / hourMs;
  let [inside, all] = [0, 0];
  for (let hour = first; hour < first + 24; hour += 1) {
    const share = skill.hourShares[hour % 168] ?? 0;
    all += share;
    if (isInBlock(hour, blockHour)) inside += share;
  }
  return inside / all;
}

/** @param hour - since the epoch */
export function isInBlock(hour: number, blockHour: number): boolean {
  return (hour - blockHour + 24) % 24 < blockHours;
}

function checkOptions({ skills, days, changes, standardErrors, startMs, quietDays }: ChangeWorldOptions): void {
  const [least, most] = standardErrors;
  const isWrong = !(changes <= skills && days - quietDays > 7 && least > 0 && most >= least && startMs % hourMs === 0);
  if (!isWrong) return;
  throw new RangeError(
    `plantChanges requires changes <= skills, a week after the quiet days, 0 < least <= most and a start on the hour, ` +
      `got ${JSON.stringify({ skills, days, changes, standardErrors, startMs, quietDays })}`,
  );
}
