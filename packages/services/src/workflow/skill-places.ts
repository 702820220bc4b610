import type { SkillKind } from '@skills/schema';
import type { LogBlock } from './log-source.ts';

/** Skills as places 0, 1, … of arrays. One name is one place, whatever its kinds. */
export type SkillPlaces = {
  /** In the order of text, so that the smaller place is the smaller name. */
  readonly names: readonly string[];
  /** By the id of the skill; -1 for those left out. */
  readonly placeOfSkill: Int32Array;
};

type KnownSkill = { readonly skillId: number; readonly skillName: string; readonly kind: SkillKind };

/** Pairs of skills take memory by the square of their number. */
const mostPlaces = 2_048;

/** The names that ran, at most the 2,048 with the most calls. */
export function skillPlaces(
  skills: readonly KnownSkill[],
  blocks: readonly Pick<LogBlock, 'events' | 'skill'>[],
  kinds?: readonly SkillKind[],
): SkillPlaces {
  const greatest = skills.reduce((most, { skillId }) => Math.max(most, skillId), 0);
  const callsOfSkill = new Float64Array(greatest + 1);
  for (const { events, skill } of blocks) {
    for (let event = 0; event < events; event += 1) {
      const id = skill[event] ?? 0;
      callsOfSkill[id] = (callsOfSkill[id] ?? 0) + 1;
    }
  }
  const counted = skills.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
  const callsOfName = new Map<string, number>();
  for (const { skillId, skillName } of counted) {
    const calls = callsOfSkill[skillId] ?? 0;
    if (calls > 0) callsOfName.set(skillName, (callsOfName.get(skillName) ?? 0) + calls);
  }
  const names = [...callsOfName]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, mostPlaces)
    .map(([name]) => name)
    .toSorted();
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOfSkill = new Int32Array(greatest + 1).fill(-1);
  for (const { skillId, skillName } of counted) placeOfSkill[skillId] = places.get(skillName) ?? -1;
  return { names, placeOfSkill };
}
