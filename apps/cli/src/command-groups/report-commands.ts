import type { CommandDefinition } from '../command.ts';
import { kind, limit, project } from './shared-options.ts';

/** What is used, and how well it works. */
export const reportCommands: readonly CommandDefinition[] = [
  {
    name: 'overview',
    summary: 'what is used, what fails, what is never used and what it cost, in one page',
    options: [limit],
    isWindowed: true,
    examples: ['skills overview --since 7d'],
    api: {},
    load: async () => (await import('../commands/overview.ts')).overview,
  },
  {
    name: 'top',
    summary: 'skills by use, with how well each works',
    options: [project, kind, limit],
    isWindowed: true,
    examples: ['skills top --since 7d --kind skill', 'skills top --json'],
    api: {},
    load: async () => (await import('../commands/top.ts')).top,
  },
  {
    name: 'show',
    summary: 'everything about one skill',
    arguments: ['<skill>'],
    options: [kind],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/show.ts')).show,
  },
  {
    name: 'funnel',
    summary: 'how many sessions were offered each skill, used it, and completed it',
    options: [limit],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/funnel.ts')).funnel,
  },
  {
    name: 'hourly',
    summary: 'what ran in which hour',
    arguments: ['[skill]'],
    options: [kind],
    isWindowed: true,
    examples: ['skills hourly --since 24h'],
    api: {},
    load: async () => (await import('../commands/hourly.ts')).hourly,
  },
  {
    name: 'trend',
    summary: 'where a skill is going, or all of them',
    arguments: ['[skill]'],
    options: [
      ['--metric <metric>', 'completion_rate (default), avg_duration_seconds or invocation_count'],
      ['--window <length>', 'how far back from the end: 7d (default), 48h, 4w; or use --since'],
      kind,
      limit,
    ],
    isWindowed: true,
    examples: ['skills trend code-review --window 30d', 'skills trend --metric invocation_count'],
    api: {},
    load: async () => (await import('../commands/trend.ts')).trend,
  },
  {
    name: 'anomalies',
    summary: 'skills that no longer behave as they did',
    options: [
      ['--threshold <errors>', 'least deviation shown, in standard errors (default 3)'],
      ['--record', 'keep what is found, for the next run to go on from; run it every hour'],
    ],
    isWindowed: true,
    examples: ['skills anomalies', 'skills anomalies --since 30d', 'skills anomalies --record --quiet'],
    api: { without: ['record'] },
    load: async () => (await import('../commands/anomalies.ts')).anomalies,
  },
];
