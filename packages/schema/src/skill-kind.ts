// Apart from the schemas, so that a program which only names kinds does not load the validator (60 ms).

export const skillKinds = [
  'skill',
  'slash_command',
  'subagent',
  'tool',
  'mcp_tool',
  'hook',
  'ci_stage',
  'workflow',
] as const;
export const triggers = ['model', 'user', 'nested'] as const;
export const humanEffortLevels = ['LOW', 'MEDIUM', 'HIGH'] as const;

export type SkillKind = (typeof skillKinds)[number];
export type Trigger = (typeof triggers)[number];
export type HumanEffortLevel = (typeof humanEffortLevels)[number];
