import { type GroupRule, isGroup, type SkillUse } from './skill-use.ts';

/** What is usual for a skill. A figure that would tell of a person is null. */
export type CommunityBaseline = {
  readonly users: number;
  readonly invocations: number;
  /** completed / (completed + failed). */
  readonly completionRate: number | null;
  readonly averageDurationSeconds: number | null;
  /** Its number. */
  readonly commonestPhase: number | null;
  /** Of the skills whose rate is told, the share whose rate is lower, in percent: 0 to below 100. */
  readonly effectivenessPercentile: number | null;
};

/**
 * What is usual for each skill, for groups only. A skill is left out when fewer than `minUsers` have called it or one user
 * has made more than half of its calls; so is every single figure whose own group is such a one (five may call a skill,
 * and one tell how long it took). What is left out counts nowhere: there are no totals over skills, and percentiles are
 * among the rates that are told, so that nothing can be subtracted from anything to find it.
 *
 * @returns by the number of the skill; undefined for one that is left out
 */
export function communityBaselines(
  skills: readonly SkillUse[],
  rule: GroupRule,
): readonly (CommunityBaseline | undefined)[] {
  const rates = skills.map((skill) => (isGroup(skill.calls, rule) ? rateOf(skill, rule) : null));
  const told = rates.filter((rate) => rate !== null).toSorted((left, right) => left - right);
  return skills.map((skill, index) => {
    const { calls, durations, commonestPhase } = skill;
    if (!isGroup(calls, rule)) return undefined;
    const rate = rates[index] ?? null;
    return {
      users: calls.users,
      invocations: calls.count,
      completionRate: rate,
      averageDurationSeconds: isGroup(durations, rule) ? durations.secondsSum / durations.count : null,
      commonestPhase: commonestPhase !== undefined && isGroup(commonestPhase, rule) ? commonestPhase.phase : null,
      effectivenessPercentile: rate === null ? null : percentileOf(rate, told),
    };
  });
}

/**
 * The share of rates that are lower, in percent.
 *
 * @param sorted - ascending, the rate itself among them
 */
export function percentileOf(rate: number, sorted: readonly number[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < rate) low = middle + 1;
    else high = middle;
  }
  return (100 * low) / sorted.length;
}

function rateOf({ outcomes }: SkillUse, rule: GroupRule): number | null {
  return isGroup(outcomes, rule) ? outcomes.completed / outcomes.count : null;
}
