import type { SkillKind } from '@skills/schema';

/** What is no step of a workflow: nobody asks what comes after a skill to hear that it is a file being read. */
export const toolKinds: ReadonlySet<SkillKind> = new Set(['tool', 'mcp_tool', 'hook']);
