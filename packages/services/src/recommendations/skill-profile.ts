import type { LoadedLog } from './loaded-log.ts';
import type { KnownUser } from './user-directory.ts';

export type UserSkillProfile = {
  /** Pseudonym for this purpose. */
  readonly userId: string;
  readonly uniqueSkills: number;
  readonly totalInteractions: number;
  /** Fraction of the calls whose outcome is known; null when none is. */
  readonly completionRate: number | null;
  /** The ten used most; equal ones by name. */
  readonly topSkills: readonly { readonly skillName: string; readonly invocations: number }[];
};

const skillsShown = 10;

export function skillProfile(loaded: LoadedLog, { number, printedId }: KnownUser): UserSkillProfile {
  const { matrix, calls, completed, failed } = loaded.log;
  const start = number === undefined ? 0 : (matrix.offsets[number] ?? 0);
  const cells = Array.from(loaded.itemsOf(number), (item, place) => ({ item, cell: start + place }));
  const sum = (column: Uint32Array): number => cells.reduce((total, { cell }) => total + (column[cell] ?? 0), 0);
  const known = sum(completed) + sum(failed);
  return {
    userId: printedId,
    uniqueSkills: cells.length,
    totalInteractions: sum(calls),
    completionRate: known === 0 ? null : sum(completed) / known,
    topSkills: cells
      .map(({ item, cell }) => ({ skillName: loaded.nameOf(item), invocations: calls[cell] ?? 0 }))
      .toSorted((left, right) => right.invocations - left.invocations || (left.skillName < right.skillName ? -1 : 1))
      .slice(0, skillsShown),
  };
}
