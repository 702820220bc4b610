/** Where an assistant found a skill: of the user, of a project, of a plugin, or its own. */
export const skillScopes = ['user', 'project', 'plugin', 'system'] as const;
export type SkillScope = (typeof skillScopes)[number];

/** A skill that lies in a folder of an assistant, from its `SKILL.md`. Its texts come from outside. */
export type InstalledSkill = {
  /** Absolute path of the `SKILL.md`. */
  readonly path: string;
  /** As the assistant calls it: with `plugin:` before it when it comes with a plugin. */
  readonly skillName: string;
  /** Empty when there is none that can be read. */
  readonly description: string;
  readonly assistant: 'claude-code' | 'codex' | 'shared';
  readonly scope: SkillScope;
  readonly plugin: string | null;
  /** First 16 hex digits of SHA-256 over the file. */
  readonly version: string;
  readonly sizeBytes: number;
};
