import type { CommandDefinition } from '../command.ts';
import { host, limit, port, project } from './shared-options.ts';

/** The log: what fills it, and its events in files. */
export const logCommands: readonly CommandDefinition[] = [
  {
    name: 'start',
    summary: 'collect from this machine, show the overview, then stay up with the dashboard',
    options: [
      ['--once', 'end after the overview; so it does with --json and --now'],
      port,
      host,
      ['--seed <number>', 'seed of the simulated world that stands in when nothing is found'],
      limit,
    ],
    isWindowed: true,
    isServer: true,
    load: async () => (await import('../commands/start.ts')).start,
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
    load: async () => (await import('../commands/collect.ts')).collect,
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
    load: async () => (await import('../commands/record.ts')).record,
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
    load: async () => (await import('../commands/export-events.ts')).exportEvents,
  },
  {
    name: 'import',
    summary: 'read events from an ndjson, csv or parquet file',
    arguments: ['<file>'],
    options: [['--format <format>', 'ndjson, csv or parquet (default: by the name of the file)']],
    load: async () => (await import('../commands/import-events.ts')).importEvents,
  },
];
