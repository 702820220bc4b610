import type { CommandDefinition } from '../command.ts';
import { limit } from './shared-options.ts';

/** What agents are doing, and what they have time for. */
export const capacityCommands: readonly CommandDefinition[] = [
  {
    name: 'agents',
    summary: 'what each agent of the last 24 hours is doing, and how well it works',
    options: [limit],
    examples: ['skills agents', 'skills agents --limit 5 --json'],
    api: {},
    load: async () => (await import('../commands/capacity.ts')).agents,
  },
  {
    name: 'capacity',
    summary: 'how loaded the agents are, what waits, which tools take the time, and the next hour',
    options: [
      ['--window <length>', 'measured up to now over so long, such as 2h (default 24h, at most 7d)'],
      ['--servers <count>', 'how many calls can be worked on at once, where you know it'],
      limit,
    ],
    examples: ['skills capacity', 'skills capacity --window 2h --servers 4'],
    api: {},
    load: async () => (await import('../commands/capacity.ts')).capacity,
  },
  {
    name: 'advice',
    summary: 'whether to delegate a task or do it here, from what was seen of both',
    arguments: ['<task>'],
    isWindowed: true,
    examples: ['skills advice unit-test', 'skills advice Explore --since 7d'],
    api: {},
    load: async () => (await import('../commands/capacity.ts')).advice,
  },
];
