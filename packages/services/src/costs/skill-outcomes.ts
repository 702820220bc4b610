import { costPerSuccess } from '@skills/analytics';
import type { CostsResult, SkillCounts } from '@skills/schema';

type OutcomeShare = CostsResult['outcomes'];

/** Calls with their outcomes, and what one success cost. */
export function outcomeShare(counts: readonly SkillCounts[], costUsd: number | null): OutcomeShare {
  const sumOf = (field: 'invocations' | 'completed' | 'failed'): number =>
    counts.reduce((sum, skill) => sum + skill[field], 0);
  const [calls, completed, failed] = [sumOf('invocations'), sumOf('completed'), sumOf('failed')];
  const cost = costUsd === null ? undefined : costPerSuccess({ costUsd, calls, completed, failed });
  return { calls, completed, failed, costPerSuccess: cost ?? null };
}

/** Skills by the name that messages are attributed to: what a user types with a slash is paid for without it. */
export function countsByAttribution(counts: readonly SkillCounts[]): ReadonlyMap<string, readonly SkillCounts[]> {
  return Map.groupBy(counts, ({ skillName, kind }) =>
    kind === 'slash_command' && skillName.startsWith('/') ? skillName.slice(1) : skillName,
  );
}
