import type { CommandDefinition } from '../command.ts';
import { limit, project } from './shared-options.ts';

/** Runs of workflows, single sessions as they go, and versions of skills. */
export const workflowCommands: readonly CommandDefinition[] = [
  {
    name: 'workflows record',
    summary: 'records that a workflow began or ended',
    arguments: ['<workflow>'],
    options: [
      ['--id <id>', 'of this run; the same again changes nothing'],
      ['--status <status>', 'running, completed, failed or cancelled (default completed)'],
      ['--skills <names>', 'what it ran: names with commas between them, or a JSON array'],
      ['--duration <seconds>', 'how long it took; it ends at --at'],
      ['--at <time>', 'when it began or ended (default now)'],
      ['--session <id>', 'in which it ran; calls of that session then count to this run'],
      ['--project <id>', 'in which it ran'],
    ],
    examples: [
      'skills workflows record release --id r-41 --status running',
      'skills workflows record release --id r-41 --status failed --skills lint-fix,unit-test',
    ],
    load: async () => (await import('../commands/workflow-record.ts')).recordWorkflow,
  },
  {
    name: 'workflows list',
    summary: 'runs of workflows: recorded ones, and sessions whose calls name a workflow',
    options: [
      ['--workflow <name>', 'only this one'],
      ['--status <status>', 'only runs that are running, completed, failed or cancelled'],
      project,
      limit,
    ],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow-runs.ts')).listWorkflows,
  },
  {
    name: 'workflows show',
    summary: 'how well one workflow works, with which skills, and its fastest sequences',
    arguments: ['<workflow>'],
    options: [project, limit],
    isWindowed: true,
    api: {},
    load: async () => (await import('../commands/workflow-runs.ts')).showWorkflow,
  },
  {
    name: 'workflows suggest',
    summary: 'what to keep, drop or add in a workflow, with what was seen in runs with and without it',
    arguments: ['<workflow>'],
    options: [
      ['--skills <names>', 'what is planned: names with commas between them, or a JSON array'],
      ['--project <project>', 'look at this project and those like it only'],
    ],
    isWindowed: true,
    examples: ['skills workflows suggest release --skills lint-fix,unit-test --project web'],
    api: {},
    load: async () => (await import('../commands/workflow-runs.ts')).suggestWorkflow,
  },
  {
    name: 'insights start',
    summary: 'before a session: the skills of the project that are used most, and those that fail',
    options: [project],
    api: {},
    load: async () => (await import('../commands/insights.ts')).insightsStart,
  },
  {
    name: 'insights checkpoint',
    summary: 'during a session: what fails, was tried again or is slower than usual',
    options: [['--session <id>', 'which one (default the one seen last)'], project],
    api: {},
    load: async () => (await import('../commands/insights.ts')).insightsCheckpoint,
  },
  {
    name: 'insights end',
    summary: 'after a session: what ran, in which order, and how that compares with usual',
    options: [['--session <id>', 'which one (default the one seen last)'], project],
    api: {},
    load: async () => (await import('../commands/insights.ts')).insightsEnd,
  },
  {
    name: 'versions',
    summary: 'how versions of skills did, each beside the one before; to and from other teams',
    arguments: ['[skill]'],
    options: [
      ['--export <file>', 'write what may be given to others: groups of at least 20 users, rounded'],
      ['--import <file>', 'take what another team has given'],
      ['--min-users <count>', 'with --export: smallest group told of, 11 or more (default 20)'],
      limit,
    ],
    isWindowed: true,
    examples: ['skills versions pdf-extract --since 60d', 'skills versions --export practice.json'],
    api: { without: ['export', 'import'] },
    load: async () => (await import('../commands/versions.ts')).versions,
  },
];
