import type { CommandDefinition } from '../command.ts';
import { kind } from './shared-options.ts';

/** How likely calls are to succeed. */
export const predictionCommands: readonly CommandDefinition[] = [
  {
    name: 'predict train',
    summary: 'learn from the log how likely calls are to succeed',
    options: [['--window <age>', 'learn from so much: 30d, 12w, all (default 30d)']],
    examples: ['skills predict train --window 90d'],
    load: async () => (await import('../commands/predict.ts')).predictTrain,
  },
  {
    name: 'predict',
    summary: 'how likely a call of a skill is to succeed, and why',
    arguments: ['<skill>'],
    options: [
      kind,
      ['--phase <name>', 'phase of the workflow'],
      ['--session-minutes <minutes>', 'how old the session is'],
      ['--session <id>', 'session it would belong to'],
      ['--user <id>', 'who would run it'],
      ['--at <time>', 'when it would run; only what was known before counts (default now)'],
    ],
    examples: ['skills predict pytest-run --phase verify --session-minutes 20'],
    api: {},
    load: async () => (await import('../commands/predict.ts')).predict,
  },
];
