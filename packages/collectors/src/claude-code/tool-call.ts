import type { SkillKind } from '@skills/schema';

/** What a tool use is counted as. */
export type ToolCall = {
  readonly kind: SkillKind;
  readonly skillName: string;
};

const unspecified = '(unspecified)';

/** Names that the input of a tool may hold; asked for only when the tool is one that runs them. */
export type NamedInput = {
  readonly skill: () => string | undefined;
  readonly subagent: () => string | undefined;
};

/** One call is one event: launching a skill or a subagent is that skill or subagent, an MCP tool keeps its whole name. */
export function toolCallOf(toolName: string, input: NamedInput): ToolCall {
  if (toolName === 'Skill') return { kind: 'skill', skillName: input.skill() ?? unspecified };
  if (toolName === 'Task' || toolName === 'Agent') {
    return { kind: 'subagent', skillName: input.subagent() ?? unspecified };
  }
  return { kind: isMcpName(toolName) ? 'mcp_tool' : 'tool', skillName: toolName };
}

/** `mcp__<server>__<tool>`. */
function isMcpName(name: string): boolean {
  return name.startsWith('mcp__') && name.indexOf('__', 6) > 0;
}
