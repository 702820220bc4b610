import type { CommandDefinition, OptionDefinition } from './command.ts';

const project: OptionDefinition = ['--project <project>', 'only this project, by id or name'];
const kind: OptionDefinition = ['--kind <kind>', 'only this kind: skill, slash_command, subagent, tool, mcp_tool, …'];
const limit: OptionDefinition = ['--limit <count>', 'how many rows'];

/** Every command of `skills`. A test compares it with docs/cli.md. */
export const commandTable: readonly CommandDefinition[] = [
  {
    name: 'start',
    summary: 'collect from this machine, then show the overview',
    options: [['--seed <number>', 'seed of the simulated world that stands in when nothing is found'], limit],
    isWindowed: true,
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'collect',
    summary: 'read what assistants wrote down into the database',
    arguments: ['[sources...]'],
    options: [
      ['--from <path>', 'a file or folder instead of the usual places'],
      ['--project <project>', 'project of everything that is read, instead of the one that the source names'],
      ['--watch', 'keep collecting until interrupted'],
      ['--dry-run', 'read and count, change nothing'],
    ],
    examples: ['skills collect', 'skills collect claude-code --from ./transcripts', 'skills collect --watch'],
    load: async () => (await import('./commands/collect.ts')).collect,
  },
  {
    name: 'record',
    summary: 'record one invocation, or events as NDJSON from standard input with -',
    arguments: ['<skill>'],
    options: [
      ['--kind <kind>', 'kind of what ran (default skill)'],
      ['--session <id>', 'session it belongs to (default manual)'],
      ['--user <id>', 'who ran it; stored as a pseudonym'],
      ['--project <id>', 'project it ran in'],
      ['--completed', 'it succeeded'],
      ['--failed', 'it failed; with neither, the outcome is unknown'],
      ['--duration <seconds>', 'how long it took'],
      ['--phase <name>', 'phase of the workflow'],
      ['--error <type>', 'type of the error'],
      ['--model <name>', 'model that ran it'],
      ['--trigger <trigger>', 'model, user or nested'],
      ['--rating <1-5>', 'how good it was'],
      ['--at <time>', 'when it ran (default now)'],
      ['--id <id>', 'identity of the call; the same id is recorded once'],
      ['--source <name>', 'where it comes from (default cli)'],
    ],
    examples: ['skills record pytest-run --completed --duration 4.2', 'skills record - < events.ndjson'],
    load: async () => (await import('./commands/record.ts')).record,
  },
  {
    name: 'export',
    summary: 'write the events as ndjson, csv or parquet',
    arguments: ['<format>'],
    options: [
      ['--out <file>', 'to this file instead of standard output'],
      project,
      ['--skill <name>', 'only this skill'],
    ],
    isWindowed: true,
    examples: ['skills export parquet --out events.parquet', 'skills export ndjson | head'],
    load: async () => (await import('./commands/export-events.ts')).exportEvents,
  },
  {
    name: 'import',
    summary: 'read events from an ndjson, csv or parquet file',
    arguments: ['<file>'],
    options: [['--format <format>', 'ndjson, csv or parquet (default: by the name of the file)']],
    load: async () => (await import('./commands/import-events.ts')).importEvents,
  },
  {
    name: 'top',
    summary: 'skills by use, with how well each works',
    options: [project, kind, limit],
    isWindowed: true,
    examples: ['skills top --since 7d --kind skill', 'skills top --json'],
    load: async () => (await import('./commands/top.ts')).top,
  },
  {
    name: 'show',
    summary: 'everything about one skill',
    arguments: ['<skill>'],
    options: [kind],
    isWindowed: true,
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    name: 'hourly',
    summary: 'what ran in which hour',
    arguments: ['[skill]'],
    options: [kind],
    isWindowed: true,
    examples: ['skills hourly --since 24h'],
    load: async () => (await import('./commands/hourly.ts')).hourly,
  },
  {
    name: 'costs',
    summary: 'tokens and price, by model and by skill',
    options: [project],
    isWindowed: true,
    load: async () => (await import('./commands/costs.ts')).costs,
  },
  {
    name: 'sessions list',
    summary: 'the sessions seen last',
    options: [project, limit],
    load: async () => (await import('./commands/sessions.ts')).listSessions,
  },
  {
    name: 'sessions show',
    summary: 'what happened in one session',
    arguments: ['<id>'],
    load: async () => (await import('./commands/sessions.ts')).showSession,
  },
  {
    name: 'db status',
    summary: 'version, migrations, size and number of events',
    load: async () => (await import('./commands/database.ts')).showStatus,
  },
  {
    name: 'db migrate',
    summary: 'bring the database to the newest version, or to --to',
    options: [['--to <version>', 'up to this version, such as V4']],
    load: async () => (await import('./commands/database.ts')).migrate,
  },
  {
    name: 'db rollback',
    summary: 'go back one version, or to --to',
    options: [
      ['--to <version>', 'down to this version, such as V3'],
      ['--steps <count>', 'how many versions (default 1)'],
    ],
    load: async () => (await import('./commands/database.ts')).rollback,
  },
  {
    name: 'db check',
    summary: 'look for damage; exit 1 when there is some',
    load: async () => (await import('./commands/database.ts')).check,
  },
  {
    name: 'db backup',
    summary: 'write a verified copy',
    arguments: ['[file]'],
    load: async () => (await import('./commands/database-copies.ts')).backup,
  },
  {
    name: 'db restore',
    summary: 'put a copy in the place of the database',
    arguments: ['<file>'],
    load: async () => (await import('./commands/database-copies.ts')).restore,
  },
  {
    name: 'db prune',
    summary: 'delete events before a time',
    options: [
      ['--before <time>', 'an age such as 365d, or a time'],
      ['--dry-run', 'count, change nothing'],
    ],
    load: async () => (await import('./commands/database-copies.ts')).prune,
  },
  {
    name: 'db rebuild',
    summary: 'compute the rollups from the log anew',
    load: async () => (await import('./commands/database.ts')).rebuild,
  },
  {
    name: 'demo',
    summary: 'fill a database with a simulated world and show its overview',
    options: [
      ['--scale <scale>', 'small, medium or large (default small)'],
      ['--seed <number>', 'which world (default 1)'],
    ],
    examples: ['skills demo', 'skills demo --scale medium --seed 7 --now 2026-02-10T12:00:00Z'],
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'doctor',
    summary: 'check that everything is in order',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
