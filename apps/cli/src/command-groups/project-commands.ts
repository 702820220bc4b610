import type { CommandDefinition, OptionDefinition } from '../command.ts';
import { kind, limit, project } from './shared-options.ts';

const window: OptionDefinition = [
  '--window <window>',
  'daily, weekly, monthly or all (default): the period that now is in',
];

/** What is counted across the projects that a person registered. */
export const projectCommands: readonly CommandDefinition[] = [
  {
    name: 'projects add',
    summary: 'register the folder of a project, and read what is in it',
    arguments: ['<path>'],
    options: [
      ['--name <name>', 'instead of the name of the folder'],
      ['--type <type>', 'such as cli, service or library'],
      ['--metadata <json>', 'an object of your own, kept with it'],
    ],
    examples: ['skills projects add .', 'skills projects add ~/src/shop --type service'],
    load: async () => (await import('../commands/projects.ts')).addProject,
  },
  {
    name: 'projects remove',
    summary: 'leave a project out of everything across projects; its history stays',
    arguments: ['<project>'],
    load: async () => (await import('../commands/projects.ts')).removeProject,
  },
  {
    name: 'projects list',
    summary: 'registered projects, and those that were only seen',
    api: {},
    load: async () => (await import('../commands/projects.ts')).listProjects,
  },
  {
    name: 'aggregate',
    summary: 'count days, weeks and months of every registered project, and of all of them',
    options: [
      window,
      project,
      ['--collect', 'read every registered project first'],
      ['--force', 'count everything anew, not only what changed'],
      ['--min-rate <share>', 'show only skills that work at least so often, 0 to 1'],
      limit,
    ],
    examples: ['skills aggregate', 'skills aggregate --window weekly --collect'],
    load: async () => (await import('../commands/aggregate.ts')).aggregate,
  },
  {
    name: 'effectiveness',
    summary: 'how well a skill works across projects, what that means and what to do',
    arguments: ['<skill>'],
    options: [window, project, kind],
    api: {},
    load: async () => (await import('../commands/aggregate.ts')).effectiveness,
  },
  {
    name: 'compare',
    summary: 'in which projects a skill really works better or worse',
    arguments: ['<skill>'],
    options: [window, kind],
    examples: ['skills compare code-review', 'skills compare Bash --window monthly'],
    api: {},
    load: async () => (await import('../commands/aggregate.ts')).compare,
  },
];
