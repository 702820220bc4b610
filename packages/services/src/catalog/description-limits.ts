import type { CatalogResult, InstalledSkill } from '@skills/schema';

export type DescribedSkill = Pick<InstalledSkill, 'skillName' | 'assistant'> & {
  /** In characters, not bytes. */
  readonly descriptionCharacters: number;
  /** With what else the listing of Claude Code shows (`when_to_use`). */
  readonly listingCharacters: number;
};

/** Of the open format (agentskills.io); Codex and the Claude API refuse what is longer. */
const formatLimit = 1024;
/** What Claude Code shows of one skill in its listing. */
const listingLimit = 1536;

/** Skills whose descriptions an assistant refuses or cuts, the longest first. */
export function tooLongDescriptions(skills: readonly DescribedSkill[]): CatalogResult['tooLong'] {
  return skills
    .flatMap(({ skillName, assistant, descriptionCharacters, listingCharacters }) => {
      if (assistant !== 'codex' && listingCharacters > listingLimit) {
        return [entry(skillName, listingCharacters, [listingLimit, 'Claude Code cuts it there'])];
      }
      if (descriptionCharacters > formatLimit) {
        return [
          entry(skillName, descriptionCharacters, [formatLimit, 'the format allows no more; Codex refuses the skill']),
        ];
      }
      return [];
    })
    .toSorted((a, b) => b.characters - a.characters || (a.skillName < b.skillName ? -1 : 1));
}

function entry(
  skillName: string,
  characters: number,
  [limit, consequence]: readonly [number, string],
): CatalogResult['tooLong'][number] {
  return { skillName, characters, limit, consequence };
}
