import { portableExp } from '../portable-math.ts';
import { drawQuantile, logNormalTable, normalQuantileTable } from '../quantile-tables.ts';
import { seededRandom, type Random } from '../seeded-random.ts';
import type { ChangeSkill, ChangeWorld, PlantedChange } from './change-world.ts';
import { isInBlock } from './plant-changes.ts';

const hourMs = 3_600_000;

/** One call of a world of changes. Mutable and handed out again: copy what you keep. */
export type ChangeCall = {
  skill: number;
  atMs: number;
  completed: boolean;
  durationSeconds: number;
  errorType: string | undefined;
};

/**
 * The calls of a world of changes, hour by hour; within an hour skill by skill. The same world gives the same calls.
 *
 * @example
 * for (const call of changeCalls(world)) count[call.skill] += 1;
 */
export function* changeCalls(world: ChangeWorld): Generator<ChangeCall, undefined> {
  const { startMs, days, seed } = world.options;
  const normals = normalQuantileTable();
  const drawers = world.skills.map((skill, index) =>
    skillDrawer(
      skill,
      world.changes.find((change) => change.skill === index),
      {
        random: seededRandom(seed, 1_000 + index),
        normals,
      },
    ),
  );
  const call: ChangeCall = { skill: 0, atMs: 0, completed: true, durationSeconds: 0, errorType: undefined };
  for (let hour = startMs / hourMs; hour < startMs / hourMs + days * 24; hour += 1) {
    for (const [skill, drawer] of drawers.entries()) {
      call.skill = skill;
      for (let left = drawer.count(hour); left > 0; left -= 1) {
        drawer.draw(call, hour);
        yield call;
      }
    }
  }
  return undefined;
}

type SkillDrawer = {
  readonly count: (hour: number) => number;
  readonly draw: (call: ChangeCall, hour: number) => void;
};

function skillDrawer(
  skill: ChangeSkill,
  change: PlantedChange | undefined,
  { random, normals }: { readonly random: Random; readonly normals: Float64Array },
): SkillDrawer {
  const durations = logNormalTable(skill.sigma, normals);
  const changedAt = (hour: number): PlantedChange | undefined =>
    change !== undefined && hour * hourMs >= change.fromMs && hour * hourMs < change.toMs ? change : undefined;
  let [day, dayFactor, rateShift] = [-1, 1, 0];
  return {
    count: (hour) => {
      if (Math.floor(hour / 24) !== day) {
        day = Math.floor(hour / 24);
        dayFactor = Math.max(0.1, 1 + skill.dayVariation * drawQuantile(normals, random()));
        rateShift = skill.completionRateSpread * drawQuantile(normals, random());
      }
      const expected = 7 * skill.callsPerDay * (skill.hourShares[hour % 168] ?? 0) * dayFactor;
      const sittings = poisson((expected * volumeFactor(hour, changedAt(hour))) / skill.callsPerSitting, random);
      let calls = sittings;
      const more = 1 - 1 / skill.callsPerSitting;
      for (let sitting = 0; sitting < sittings; sitting += 1) while (random() < more) calls += 1;
      return calls;
    },
    draw: (call, hour) => {
      const now = changedAt(hour);
      const isRate = now?.kind === 'performance_drop' || now?.kind === 'performance_spike';
      const rate = isRate ? now.during : skill.completionRate;
      const newError = now?.kind === 'new_error' ? now.during : 0;
      const drawn = random();
      const failureRate = Math.max(newError, 1 - Math.min(1, Math.max(0, rate + rateShift)));
      call.atMs = hour * hourMs + Math.floor(random() * hourMs);
      call.completed = drawn >= failureRate;
      const factor = now?.kind === 'duration_shift' ? now.during : 1;
      const seconds = skill.medianSeconds * factor * drawQuantile(durations, random());
      call.durationSeconds = Math.max(1, Math.round(seconds * 1000)) / 1000;
      const known = skill.errorTypes[Math.floor(random() * skill.errorTypes.length)];
      call.errorType = call.completed ? undefined : drawn < newError ? 'quota_exceeded' : known;
    },
  };

  function volumeFactor(hour: number, now: PlantedChange | undefined): number {
    if (now?.kind === 'volume_change') return now.during;
    if (now?.kind !== 'pattern_shift') return 1;
    return isInBlock(hour, now.blockHour) ? now.during / now.before : (1 - now.during) / (1 - now.before);
  }
}

/** Knuth's product of uniforms, in parts so that the product stays a number. */
function poisson(mean: number, random: Random): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 30) {
    const limit = portableExp(-Math.min(left, 30));
    for (let product = random(); product > limit; product *= random()) count += 1;
  }
  return count;
}
