import skills from './labelled-skills.json' with { type: 'json' };

export type LabelledSkill = {
  readonly name: string;
  /** Empty where there is none, or its licence keeps it to itself. */
  readonly description: string;
  /** Names of the seeded categories; none for a skill that fits none. */
  readonly categories: readonly string[];
  /** Repository that the description comes from, `name only` or `tool`. */
  readonly source: string;
  /** Folder of the plugin that it came with, where that is known. */
  readonly group?: string;
};

/** Skills that were put into the seeded categories by hand; docs/catalog.md says by which rules. */
export const labelledSkills: readonly LabelledSkill[] = skills;
