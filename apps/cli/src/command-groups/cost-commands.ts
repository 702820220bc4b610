import type { CommandDefinition, OptionDefinition } from '../command.ts';
import { project } from './shared-options.ts';

const per: OptionDefinition = ['--per <period>', 'day, month (default) or total'];
const budgetProject: OptionDefinition = ['--project <project>', 'of this project alone, by id or name'];

/** What it costs, and what it may cost. */
export const costCommands: readonly CommandDefinition[] = [
  {
    name: 'costs',
    summary: 'tokens and price, by model and by skill; what a success cost',
    options: [project],
    isWindowed: true,
    examples: ['skills costs --since 7d', 'skills costs --project shop --json'],
    api: {},
    load: async () => (await import('../commands/costs.ts')).costs,
  },
  {
    name: 'prices set',
    summary: 'a price of your own for a model, in dollars per million tokens',
    arguments: ['<model>'],
    options: [
      ['--input <usd>', 'what is read'],
      ['--output <usd>', 'what is written'],
      ['--cache-read <usd>', 'what is read from a cache (default: as input)'],
      ['--cache-write <usd>', 'what is written to a cache for minutes (default: as input)'],
      ['--cache-write-1h <usd>', 'for an hour or longer (default: as --cache-write)'],
      ['--from <day>', 'first UTC day on which it holds; earlier days keep their price (default: any day)'],
    ],
    examples: [
      'skills prices set my-model --input 3 --output 15 --cache-read 0.3',
      'skills prices set claude-opus-5 --input 4 --output 20 --from 2026-12-01',
    ],
    load: async () => (await import('../commands/prices.ts')).setPrice,
  },
  {
    name: 'prices remove',
    summary: 'take back your own price of a model; built-in ones stay',
    arguments: ['<model>'],
    options: [['--from <day>', 'only the price that holds from this day on']],
    load: async () => (await import('../commands/prices.ts')).removePrice,
  },
  {
    name: 'prices',
    summary: 'what models cost per million tokens: built in, and your own',
    options: [['--model <name>', 'only this model, by any of its names']],
    examples: ['skills prices --model claude-opus-4-5-20251101'],
    api: {},
    load: async () => (await import('../commands/prices.ts')).prices,
  },
  {
    name: 'budget set',
    summary: 'a budget in dollars per day, per month or in total',
    arguments: ['<usd>'],
    options: [
      per,
      budgetProject,
      ['--from <day>', 'first UTC day of a total (default: everything)'],
      ['--warn <share>', 'share of it from which on to warn (default 0.8)'],
    ],
    examples: ['skills budget set 200', 'skills budget set 10 --per day --project shop'],
    load: async () => (await import('../commands/budget.ts')).setBudget,
  },
  {
    name: 'budget remove',
    summary: 'remove a budget',
    options: [per, budgetProject],
    load: async () => (await import('../commands/budget.ts')).removeBudget,
  },
  {
    name: 'budget',
    summary: 'what is spent of the budgets, how fast, and when they run out',
    api: {},
    load: async () => (await import('../commands/budget.ts')).budget,
  },
];
