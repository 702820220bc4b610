import type { OptionDefinition } from '../command.ts';

export const project: OptionDefinition = ['--project <project>', 'only this project, by id or name'];
export const kind: OptionDefinition = [
  '--kind <kind>',
  'only this kind: skill, slash_command, subagent, tool, mcp_tool, …',
];
export const limit: OptionDefinition = ['--limit <count>', 'how many rows'];
