import {
  type CatalogResult,
  type InstalledSkill,
  type RollupWindow,
  type SkillFunnel,
  toTimestamp,
} from '@skills/schema';
import { tooLongDescriptions } from './description-limits.ts';
import { nearDuplicates } from './near-duplicates.ts';

/** What a scan of the skills of this machine found. */
export type SkillScan = {
  readonly folders: readonly { readonly path: string; readonly skills: number }[];
  readonly skills: readonly (InstalledSkill & {
    readonly descriptionCharacters: number;
    readonly listingCharacters: number;
    readonly body: string;
  })[];
  readonly problems: readonly { readonly file: string; readonly line?: number | undefined; readonly reason: string }[];
};

export type SkillCatalogDependencies = {
  readonly funnel: { funnel(window: RollupWindow): Promise<readonly SkillFunnel[]> };
};

/** What is installed, and what becomes of it. */
export class SkillCatalog {
  readonly #funnel: SkillCatalogDependencies['funnel'];

  constructor({ funnel }: SkillCatalogDependencies) {
    this.#funnel = funnel;
  }

  /** A scan beside the log. A skill counts as used when it or its slash command ran in the window. */
  async report({ folders, skills, problems }: SkillScan, window: RollupWindow): Promise<CatalogResult> {
    const funnel = new Map((await this.#funnel.funnel(window)).map((each) => [each.skillName, each]));
    const listed = skills
      .map((skill) => ({
        skillName: skill.skillName,
        assistant: skill.assistant,
        scope: skill.scope,
        plugin: skill.plugin,
        path: skill.path,
        version: skill.version,
        descriptionCharacters: skill.descriptionCharacters,
        offered: funnel.get(skill.skillName)?.offered ?? 0,
        used: funnel.get(skill.skillName)?.activated ?? 0,
      }))
      .toSorted((a, b) => b.used - a.used || b.offered - a.offered || (a.skillName < b.skillName ? -1 : 1));
    const namesOf = (test: (skill: (typeof listed)[number]) => boolean): string[] =>
      [...new Set(listed.filter(test).map(({ skillName }) => skillName))].toSorted();
    return {
      window: { since: toTimestamp(window.sinceMs), until: toTimestamp(window.untilMs) },
      folders: [...folders],
      skills: listed,
      neverOffered: namesOf(({ offered }) => offered === 0),
      neverUsed: namesOf(({ used }) => used === 0),
      tooLong: tooLongDescriptions(skills),
      nearDuplicates: [...nearDuplicates(skills)],
      problems: problems.map(({ file, line, reason }) => ({ file, line: line ?? null, reason })),
    };
  }
}
