import type { CommandDefinition } from '../command.ts';
import { limit } from './shared-options.ts';

/** What tools did lately, and how far each can be trusted. */
export const executionCommands: readonly CommandDefinition[] = [
  {
    name: 'tools',
    summary: 'how far each tool can be trusted, and what helps when one fails',
    options: [
      ['--level <level>', 'only this level: high, medium or low'],
      limit,
      ['--update', 'first summarise the closed hours and keep the levels'],
      ['--keep-raw <hours>', 'hours that tier 1 shows (24)'],
      ['--keep-hourly <days>', 'days that hourly summaries are kept (30)'],
      ['--rolling <days>', 'days over which tools are judged (30)'],
    ],
    examples: ['skills tools --update', 'skills tools --level low', 'skills tools --keep-hourly 90 --rolling 60'],
    api: { without: ['update', 'keepRaw', 'keepHourly', 'rolling'] },
    load: async () => (await import('../commands/tools.ts')).tools,
  },
  {
    name: 'pipeline',
    summary: 'executions of the last 24 hours, by tool and hour',
    options: [limit],
    api: {},
    load: async () => (await import('../commands/pipeline.ts')).pipeline,
  },
  {
    name: 'risks',
    summary: 'failures and costs of the last 24 hours that stand out',
    api: {},
    load: async () => (await import('../commands/risks.ts')).risks,
  },
];
