import type { SkillRow } from '@skills/schema';
import { toolKinds } from '../workflow/tool-kinds.ts';

const most = 5;
/** Fraction of the known outcomes. */
export const failingBelow = 0.7;
export const minOutcomes = 5;

/** @param rows - the most used first; tools are passed over */
export function mostUsedSkills(rows: readonly SkillRow[]): SkillRow[] {
  return rows.filter(({ kind }) => !toolKinds.has(kind)).slice(0, most);
}

/** Those that surely fail too often, the worst first. */
export function failingSkills(rows: readonly SkillRow[]): SkillRow[] {
  return rows
    .filter(
      ({ kind, completed, failed, completionRateUpper }) =>
        !toolKinds.has(kind) && completed + failed >= minOutcomes && (completionRateUpper ?? 1) < failingBelow,
    )
    .toSorted((a, b) => (a.completionRate ?? 0) - (b.completionRate ?? 0))
    .slice(0, most);
}
