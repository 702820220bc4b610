import type { OptionDefinition } from '../command.ts';

/** One option as the parser knows it. */
export type OptionSpec = {
  /** `--dry-run` */
  readonly flag: string;
  /** `dryRun` */
  readonly name: string;
  /** `<file>`; `undefined` for an option without a value. */
  readonly placeholder: string | undefined;
  readonly summary: string;
};

/** @param definition - such as `['--out <file>', 'write to this file']` */
export function optionSpec([flags, summary]: OptionDefinition): OptionSpec {
  const [flag = '', placeholder] = flags.split(' ');
  const name = flag.slice(2).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return { flag, name, placeholder, summary };
}

export const globalOptions: readonly OptionSpec[] = (
  [
    ['--db <url>', 'database to use (or SKILLS_DATABASE_URL)'],
    ['--json', 'the result as one JSON value on standard output'],
    ['--since <time>', 'from here on: 24h, 7d, 30d, all or a time (default 30d)'],
    ['--until <time>', 'up to here (default now)'],
    ['--now <time>', 'take this time for now'],
    ['--quiet', 'no remarks on standard error'],
    ['--no-color', 'no colour (or NO_COLOR)'],
    ['--help', 'show help'],
    ['--version', 'print the version'],
  ] satisfies readonly OptionDefinition[]
).map(optionSpec);
