import type { CommandDefinition } from '../command.ts';
import { limit, project } from './shared-options.ts';

/** Single sessions. */
export const sessionCommands: readonly CommandDefinition[] = [
  {
    name: 'sessions list',
    summary: 'the sessions seen last',
    options: [project, limit],
    api: {},
    load: async () => (await import('../commands/sessions.ts')).listSessions,
  },
  {
    name: 'sessions show',
    summary: 'what happened in one session',
    arguments: ['<id>'],
    api: {},
    load: async () => (await import('../commands/sessions.ts')).showSession,
  },
];
