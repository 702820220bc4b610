const entry = /^- (\S.{0,255}?): .*\(file: .*SKILL\.md\)$/;

/** The text in which Codex tells the model which skills there are. */
export function isSkillListing(text: string): boolean {
  return text.startsWith('<skills_instructions>');
}

/**
 * Names of the skills that a `<skills_instructions>` text offers, each once, as listed.
 *
 * @example
 * listedSkills('<skills_instructions>\n### Available skills\n- lint: Checks. (file: r1/lint/SKILL.md)'); // ['lint']
 */
export function listedSkills(text: string): readonly string[] {
  const names = text.split('\n').map((line) => entry.exec(line.trimEnd())?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

const injected = /^<skill>\s*<name>([^<]{1,1024})<\/name>/;

/**
 * Name of the skill whose instructions Codex put in because the user asked for it by `$name`, or `undefined` when the
 * text is something else.
 */
export function selectedSkill(text: string): string | undefined {
  const name = injected.exec(text)?.[1]?.trim();
  return name === '' ? undefined : name;
}
