import {
  defaultAnomalyLimits,
  emptySkillHours,
  hoursPerDay,
  type SkillBaseline,
  skillBaseline,
  type SkillHistory,
} from '@skills/analytics';
import type { RecordedAnomaly, SeenErrorType } from '@skills/schema';
import { changeCalls, type ChangeWorld, type ChangeWorldOptions, plantChanges } from '@skills/simulation';
import { watchErrors } from '../src/anomalies/error-watch.ts';
import { takeLooks } from '../src/anomalies/take-looks.ts';

const hourMs = 3_600_000;
const quietDays = 21;

export type AnomalyTrial = {
  readonly world: ChangeWorld;
  /** Everything that was found in hourly looks, in any order. */
  readonly anomalies: readonly RecordedAnomaly[];
  readonly weeks: number;
};

/** A world of 100 skills and 90 days with 60 changes, and what a detector that runs every hour from day 21 on finds. */
export function anomalyTrial(options: Partial<ChangeWorldOptions> = {}): AnomalyTrial {
  const world = plantChanges({
    seed: 1,
    skills: 100,
    days: 90,
    changes: 60,
    standardErrors: [6, 12],
    errorOf: 'before',
    startMs: Date.UTC(2026, 0, 1),
    quietDays,
    ...options,
  });
  const firstHour = world.options.startMs / hourMs;
  const { histories, errorsByHour } = history(world, firstHour);
  const baselines = new Map<number, ReadonlyMap<number, SkillBaseline>>();
  const baselinesOf = (day: number): ReadonlyMap<number, SkillBaseline> => {
    const known = baselines.get(day);
    if (known !== undefined) return known;
    const made = new Map(histories.map(({ skillId, hours }) => [skillId, skillBaseline(hours, day)]));
    baselines.clear();
    baselines.set(day, made);
    return made;
  };
  const fromHour = firstHour + quietDays * hoursPerDay;
  const toHour = firstHour + world.options.days * hoursPerDay;
  const counts = histories.map(({ skillName }) => ({
    skillName,
    invocations: 0,
    occurrences: new Map<string, number>(),
  }));
  const seen = new Map<string, SeenErrorType>();
  let open: readonly RecordedAnomaly[] = [];
  const ended: RecordedAnomaly[] = [];
  for (let endHour = firstHour + 1; endHour <= toHour; endHour += 1) {
    for (const [skill, count] of counts.entries()) {
      count.invocations += histories[skill]?.hours.invocations[endHour - 1 - firstHour] ?? 0;
    }
    for (const { skill, errorType } of errorsByHour[endHour - 1 - firstHour] ?? []) {
      const occurrences = counts[skill]?.occurrences;
      occurrences?.set(errorType, (occurrences.get(errorType) ?? 0) + 1);
    }
    if (endHour < fromHour) continue;
    const isFirst = endHour === fromHour;
    const errors = watchErrors({
      counts,
      seen: [...seen.values()],
      scannedHour: isFirst ? undefined : endHour - 1,
      endHour,
      open,
      recentCalls: recentCalls(histories, endHour),
    });
    for (const type of errors.changed) seen.set(`${type.skillName} ${type.errorType}`, type);
    const looks = { afterHour: endHour - 1, endHour, histories, baselinesOf, errors: errors.histories, open };
    const rows = takeLooks({ ...looks, limits: defaultAnomalyLimits });
    ended.push(...rows.filter(({ resolvedAtMs }) => resolvedAtMs !== null));
    open = rows.filter(({ resolvedAtMs }) => resolvedAtMs === null);
  }
  return { world, anomalies: [...ended, ...open], weeks: (toHour - fromHour) / (7 * hoursPerDay) };
}

type ErrorOfSkill = { readonly skill: number; readonly errorType: string };

// What a rollup's sketch keeps of a duration: a bin of 2 %.
const logBin = Math.log(1.01 / 0.99);

function history(
  world: ChangeWorld,
  firstHour: number,
): { readonly histories: readonly SkillHistory[]; readonly errorsByHour: readonly (readonly ErrorOfSkill[])[] } {
  const hourCount = world.options.days * hoursPerDay;
  const errorsByHour = Array.from({ length: hourCount }, (): ErrorOfSkill[] => []);
  const durations = world.skills.map(() => Array.from({ length: hourCount }, (): number[] => []));
  const histories = world.skills.map(({ skillName }, skillId): SkillHistory => {
    return { skillId, skillName, kind: 'skill', hours: emptySkillHours(firstHour, hourCount) };
  });
  for (const { skill, atMs, completed, durationSeconds, errorType } of changeCalls(world)) {
    const index = Math.floor(atMs / hourMs) - firstHour;
    const hours = histories[skill]?.hours;
    if (hours === undefined) continue;
    const outcomes = completed ? hours.completed : hours.failed;
    hours.invocations[index] = (hours.invocations[index] ?? 0) + 1;
    outcomes[index] = (outcomes[index] ?? 0) + 1;
    durations[skill]?.[index]?.push(Math.round(Math.log(durationSeconds) / logBin) * logBin, 1);
    if (errorType !== undefined) errorsByHour[index]?.push({ skill, errorType });
  }
  for (const [skill, ofSkill] of durations.entries()) {
    for (const [index, ofHour] of ofSkill.entries()) {
      const hours = histories[skill]?.hours;
      if (hours !== undefined) hours.logDurations[index] = ofHour;
    }
  }
  return { histories, errorsByHour };
}

function recentCalls(histories: readonly SkillHistory[], endHour: number): ReadonlyMap<string, number> {
  return new Map(
    histories.map(({ skillName, hours }) => {
      const end = endHour - hours.firstHour;
      return [skillName, hours.invocations.subarray(end - hoursPerDay, end).reduce((sum, count) => sum + count, 0)];
    }),
  );
}
