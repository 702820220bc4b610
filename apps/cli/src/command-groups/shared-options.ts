import type { OptionDefinition } from '../command.ts';

export const project: OptionDefinition = ['--project <project>', 'only this project, by id or name'];
export const kind: OptionDefinition = [
  '--kind <kind>',
  'only this kind: skill, slash_command, subagent, tool, mcp_tool, …',
];
export const port: OptionDefinition = ['--port <port>', 'where to listen'];
export const host: OptionDefinition = ['--host <address>', 'address to listen on (default 127.0.0.1)'];
export const limit: OptionDefinition = ['--limit <count>', 'how many rows'];
