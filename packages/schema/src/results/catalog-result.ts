import { z } from 'zod';
import { skillScopes } from '../installed-skill.ts';
import { countSchema, fractionSchema, windowSchema } from './measures.ts';

export const catalogSkillSchema = z.object({
  skillName: z.string(),
  assistant: z.enum(['claude-code', 'codex', 'shared']),
  scope: z.enum(skillScopes),
  plugin: z.string().nullable(),
  path: z.string(),
  version: z.string(),
  descriptionCharacters: countSchema,
  /** Distinct sessions of the window whose listing had it, and in which it ran. */
  offered: countSchema,
  used: countSchema,
});
export type CatalogSkill = z.infer<typeof catalogSkillSchema>;

export const catalogResultSchema = z.object({
  window: windowSchema,
  /** Folders that were looked at. */
  folders: z.array(z.object({ path: z.string(), skills: countSchema })),
  skills: z.array(catalogSkillSchema),
  /** Names of installed skills. */
  neverOffered: z.array(z.string()),
  neverUsed: z.array(z.string()),
  tooLong: z.array(
    z.object({ skillName: z.string(), characters: countSchema, limit: countSchema, consequence: z.string() }),
  ),
  nearDuplicates: z.array(
    z.object({
      skillA: z.string(),
      skillB: z.string(),
      /** Share of three-word runs in common, of the whole texts or of the descriptions. */
      similarity: fractionSchema,
      of: z.enum(['file', 'text', 'description']),
    }),
  ),
  problems: z.array(z.object({ file: z.string(), line: countSchema.nullable(), reason: z.string() })),
});
export type CatalogResult = z.infer<typeof catalogResultSchema>;
