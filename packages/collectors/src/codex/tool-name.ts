import type { SkillKind } from '@skills/schema';
import { parseObject } from '../records-of-line.ts';

export type NamedCall = { readonly kind: SkillKind; readonly skillName: string };

/**
 * What a Codex function call counts as. Tools of an MCP server are named `mcp__server__tool`, whether Codex wrote that
 * as the name or as namespace and name; an agent that is started counts under its type.
 *
 * @example
 * namedCall({ name: 'add', namespace: 'mcp__demo__' }); // { kind: 'mcp_tool', skillName: 'mcp__demo__add' }
 */
export function namedCall(call: {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly argumentsJson?: string | undefined;
}): NamedCall {
  const { name, namespace = '' } = call;
  if (name.startsWith('mcp__')) return { kind: 'mcp_tool', skillName: name };
  if (namespace.startsWith('mcp__')) return { kind: 'mcp_tool', skillName: joinedName(namespace, name) };
  if (name === 'spawn_agent') return { kind: 'subagent', skillName: agentType(call.argumentsJson) };
  return { kind: 'tool', skillName: name };
}

// Namespaces are `mcp__server`, `mcp__server__` or, for a connector behind a server, `mcp__server__connector`, whose
// tools start with an underscore of their own.
function joinedName(namespace: string, name: string): string {
  const connector = /^mcp__.+__.*[^_]$/.test(namespace) && name.startsWith('_');
  return namespace.endsWith('__') || connector ? `${namespace}${name}` : `${namespace}__${name}`;
}

function agentType(argumentsJson: string | undefined): string {
  const type = argumentsJson === undefined ? undefined : parseObject(argumentsJson)?.['agent_type'];
  return typeof type === 'string' && type !== '' ? type : '(unspecified)';
}
