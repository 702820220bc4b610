import { wilsonScoreInterval } from '@skills/analytics';
import type { CompletionGauge, SkillCounts } from '@skills/schema';

/** How often each skill completed, by name whatever its kind, the most used first; only where an outcome is known. */
export function completionGauges(counts: readonly SkillCounts[]): readonly CompletionGauge[] {
  const byName = Map.groupBy(counts, ({ skillName }) => skillName);
  return [...byName].flatMap(([skillName, kinds]) => {
    const completed = kinds.reduce((sum, skill) => sum + skill.completed, 0);
    const known = kinds.reduce((sum, skill) => sum + skill.failed, completed);
    if (known === 0) return [];
    const { lower, upper } = wilsonScoreInterval(completed, known);
    return [{ skillName, completionRate: completed / known, lower, upper }];
  });
}
