import type { CommandDefinition } from '../command.ts';
import { limit } from './shared-options.ts';

/** What to try next, and how it compares. */
export const recommendationCommands: readonly CommandDefinition[] = [
  {
    name: 'recommend',
    summary: 'skills that a user may want to try next, and why',
    options: [
      ['--user <id>', 'who asks: an id, or a pseudonym as printed'],
      limit,
      ['--model <name>', 'ease, item-neighbours, user-neighbours, rp3-beta or popularity (default: as evaluate found)'],
      ['--project <project>', 'only skills that a group of users has called in this project'],
      ['--installed', 'only skills that are installed here'],
    ],
    examples: ['skills recommend --user ada', 'skills recommend --user ada --model item-neighbours --limit 5'],
    api: {},
    load: async () => (await import('../commands/recommend.ts')).recommend,
  },
  {
    name: 'users similar',
    summary: 'users who use the same skills, and what they use besides',
    arguments: ['<user>'],
    options: [limit, ['--min-common <count>', 'skills that both must use (default 3)']],
    examples: ['skills users similar ada'],
    api: {},
    load: async () => (await import('../commands/users.ts')).similarUsers,
  },
  {
    name: 'baselines',
    summary: 'what is usual for each skill, over groups of users; to and from other teams',
    options: [
      ['--update', 'measure them anew'],
      ['--export <file>', 'write what may be given to others: groups of at least 20 users, rounded'],
      ['--import <file>', 'take what another team has given'],
      ['--min-users <count>', 'smallest group told of: 5 or more, 11 or more for --export'],
      ['--epsilon <size>', 'with --export: Laplace noise, and so much of the budget of 4'],
    ],
    examples: ['skills baselines --update', 'skills baselines --export baselines.json --epsilon 0.5'],
    api: { without: ['update', 'export', 'import', 'epsilon'] },
    load: async () => (await import('../commands/baselines.ts')).baselines,
  },
  {
    name: 'evaluate',
    summary: 'which model recommends best on this log; recommend goes by it from then on',
    options: [
      ['--k <count>', 'length of the list that is judged (default 10)'],
      ['--seed <number>', 'of the sample and the bootstrap (default 1)'],
    ],
    examples: ['skills evaluate', 'skills evaluate --k 5 --json'],
    load: async () => (await import('../commands/evaluate.ts')).evaluate,
  },
];
