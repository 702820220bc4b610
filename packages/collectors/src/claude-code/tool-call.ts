import type { SkillKind } from '@skills/schema';
import { cleanText } from '../clean-text.ts';
import { asObject } from '../records-of-line.ts';

/** What a tool use is counted as. */
export type ToolCall = {
  readonly kind: SkillKind;
  readonly skillName: string;
};

const unspecified = '(unspecified)';

/**
 * One call is one event: launching a skill or a subagent is that skill or subagent, an MCP tool keeps its whole name.
 *
 * @param input - reads the tool's input; asked only when the kind depends on it
 */
export function toolCallOf(toolName: string, input: () => unknown): ToolCall {
  if (toolName === 'Skill') return { kind: 'skill', skillName: firstText(input(), ['skill', 'command']) };
  if (toolName === 'Task' || toolName === 'Agent') {
    return { kind: 'subagent', skillName: firstText(input(), ['subagent_type']) };
  }
  return { kind: isMcpName(toolName) ? 'mcp_tool' : 'tool', skillName: toolName };
}

/** `mcp__<server>__<tool>`. */
function isMcpName(name: string): boolean {
  return name.startsWith('mcp__') && name.indexOf('__', 6) > 0;
}

function firstText(input: unknown, keys: readonly string[]): string {
  const fields = asObject(input);
  for (const key of keys) {
    const value = fields?.[key];
    const text = typeof value === 'string' ? cleanText(value) : undefined;
    if (text !== undefined) return text;
  }
  return unspecified;
}
