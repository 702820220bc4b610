import type { CommandDefinition } from '../command.ts';
import { project } from './shared-options.ts';

/** What it costs. */
export const costCommands: readonly CommandDefinition[] = [
  {
    name: 'costs',
    summary: 'tokens and price, by model and by skill',
    options: [project],
    isWindowed: true,
    load: async () => (await import('../commands/costs.ts')).costs,
  },
];
