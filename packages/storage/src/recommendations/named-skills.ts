import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toSkillKind, toText } from '../read/cell.ts';

export type NamedSkills = {
  /** Each name once, in order. */
  readonly skills: readonly { readonly skillName: string; readonly kinds: readonly SkillKind[] }[];
  /** Place in `skills` by the id of the database; -1 for none. */
  readonly placeOfSkill: Int32Array;
};

/** Skills by name: calls of one name are of one skill, whatever their kinds. */
export async function readNamedSkills(reader: SqlReader): Promise<NamedSkills> {
  const rows = await reader.all('SELECT skill_id, name, kind FROM skill ORDER BY name, kind');
  const skills: { skillName: string; kinds: SkillKind[] }[] = [];
  const placeOfSkill = new Int32Array(Math.max(0, ...rows.map((row) => toNumber(row[0]))) + 1).fill(-1);
  for (const row of rows) {
    const skillName = toText(row[1]);
    const last = skills.at(-1);
    if (last?.skillName === skillName) last.kinds.push(toSkillKind(row[2]));
    else skills.push({ skillName, kinds: [toSkillKind(row[2])] });
    placeOfSkill[toNumber(row[0])] = skills.length - 1;
  }
  return { skills, placeOfSkill };
}
