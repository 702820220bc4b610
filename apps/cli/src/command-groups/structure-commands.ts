import type { CommandDefinition } from '../command.ts';
import { kind, limit } from './shared-options.ts';

/** What goes with what, and what follows what. */
export const structureCommands: readonly CommandDefinition[] = [
  {
    name: 'deps',
    summary: 'which skills go together, which keep apart',
    arguments: ['[skill]'],
    options: [
      ['--update', 'measure anew and store'],
      ['--min-lift <lift>', 'every pair from this lift on, chance or not'],
      ['--min-support <share>', 'every pair in this share of the sessions, or from 1 on in so many, chance or not'],
      ['--graph <format>', 'as text for Graphviz (dot) or Mermaid (mermaid); nodes and edges with --json'],
      limit,
    ],
    examples: [
      'skills deps',
      'skills deps git-commit --min-lift 1',
      'skills deps --graph dot | dot -Tsvg > skills.svg',
    ],
    api: { without: ['update', 'graph'] },
    load: async () => (await import('../commands/deps.ts')).deps,
  },
  {
    name: 'next',
    summary: 'what usually follows a skill, or two in a row',
    arguments: ['<skills...>'],
    options: [
      kind,
      ['--max-gap <minutes>', 'after a longer break nothing follows (default 30)'],
      ['--evaluate', 'say how often this names the next skill of later sessions'],
      limit,
    ],
    isWindowed: true,
    examples: ['skills next lint-fix', 'skills next lint-fix unit-test --evaluate'],
    api: {},
    load: async () => (await import('../commands/next.ts')).next,
  },
  {
    name: 'workflows',
    summary: 'skills that often run one right after the other',
    options: [
      kind,
      ['--min-sessions <count>', 'sessions that a workflow needs (default 5)'],
      ['--max-gap <minutes>', 'after a longer break nothing follows (default 30)'],
      limit,
    ],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/next.ts')).workflows,
  },
  {
    name: 'phases',
    summary: 'how well skills work in each phase of a workflow',
    options: [limit],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow.ts')).phases,
  },
  {
    name: 'bottlenecks',
    summary: 'phases in which calls often fail',
    options: [
      ['--min-rate <share>', 'share of failed calls from which on, 0 to 1 (default 0.3)'],
      ['--min-calls <count>', 'calls with a known outcome that a phase needs (default 3)'],
    ],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow.ts')).bottlenecks,
  },
  {
    name: 'transitions',
    summary: 'how sessions move from phase to phase',
    options: [['--session <id>', 'only this session'], limit],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow.ts')).transitions,
  },
  {
    name: 'report',
    summary: 'phases, bottlenecks, transitions and what to use in each phase, in one page',
    options: [limit],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow.ts')).report,
  },
];
