import type { CommandDefinition } from '../command.ts';

/** The database itself. */
export const databaseCommands: readonly CommandDefinition[] = [
  {
    name: 'db status',
    summary: 'version, migrations, size and number of events',
    api: {},
    load: async () => (await import('../commands/database.ts')).showStatus,
  },
  {
    name: 'db migrate',
    summary: 'bring the database to the newest version, or to --to',
    options: [['--to <version>', 'up to this version, such as V4']],
    load: async () => (await import('../commands/database.ts')).migrate,
  },
  {
    name: 'db rollback',
    summary: 'go back one version, or to --to',
    options: [
      ['--to <version>', 'down to this version, such as V3'],
      ['--steps <count>', 'how many versions (default 1)'],
    ],
    load: async () => (await import('../commands/database.ts')).rollback,
  },
  {
    name: 'db check',
    summary: 'look for damage; exit 1 when there is some',
    load: async () => (await import('../commands/database.ts')).check,
  },
  {
    name: 'db backup',
    summary: 'write a verified copy',
    arguments: ['[file]'],
    load: async () => (await import('../commands/database-copies.ts')).backup,
  },
  {
    name: 'db restore',
    summary: 'put a copy in the place of the database',
    arguments: ['<file>'],
    load: async () => (await import('../commands/database-copies.ts')).restore,
  },
  {
    name: 'db prune',
    summary: 'take out what is past its age; its counts stay in the coarser tiers',
    options: [
      ['--raw <age>', 'how long calls and messages stay, such as 90d, or all'],
      ['--hourly <age>', 'how long counts by the hour stay, such as 1y'],
      ['--daily <age>', 'how long counts by the day stay'],
      ['--before <time>', 'instead: forget what is older, and its counts'],
      ['--dry-run', 'count, change nothing'],
    ],
    examples: ['skills db prune --raw 90d --hourly 1y --daily all', 'skills db prune', 'skills db prune --before 365d'],
    load: async () => (await import('../commands/prune.ts')).prune,
  },
  {
    name: 'erase',
    summary: 'delete everything of a project or a user, from the files too',
    options: [
      ['--project <project>', 'its id, name or path'],
      ['--user <user>', 'its id, as the source names it, or its pseudonym'],
      ['--dry-run', 'count, change nothing'],
      ['--backups', 'delete the copies beside the database, which still hold it'],
      ['--allow-again', 'let what was erased come back when it is collected again'],
    ],
    examples: ['skills erase --project my-app --dry-run --json', 'skills erase --user ada@example.com --backups'],
    load: async () => (await import('../commands/erase.ts')).erase,
  },
  {
    name: 'db rebuild',
    summary: 'compute the rollups and the columns of the log anew',
    load: async () => (await import('../commands/database.ts')).rebuild,
  },
  {
    name: 'demo',
    summary: 'fill a database with a simulated world and show its overview',
    options: [
      ['--scale <scale>', 'small, medium or large (default small)'],
      ['--seed <number>', 'which world (default 1)'],
    ],
    examples: ['skills demo', 'skills demo --scale medium --seed 7 --now 2026-02-10T12:00:00Z'],
    load: async () => (await import('../commands/demo.ts')).demo,
  },
  {
    name: 'doctor',
    summary: 'check that everything is in order',
    api: {},
    load: async () => (await import('../commands/doctor.ts')).doctor,
  },
];
