import type { OptionValues } from './arguments/option-values.ts';
import type { CommandContext } from './command-context.ts';
import type { ExitCode } from './exit-code.ts';

export type CommandInput = {
  readonly arguments: readonly string[];
  /** Its own options and the global ones. */
  readonly options: OptionValues;
};

/** What a command does; every module in `commands/` has one. */
export type RunCommand = (input: CommandInput, context: CommandContext) => Promise<ExitCode>;

export type OptionDefinition = readonly [flags: string, summary: string];

/** What the parser and the help need to know. The module itself is loaded only when the command runs. */
export type CommandDefinition = {
  /** With a space for a command of a group: `db status`. */
  readonly name: string;
  readonly summary: string;
  /** As they stand in the usage line, such as `<skill>` or `[sources...]`. */
  readonly arguments?: readonly string[];
  readonly options?: readonly OptionDefinition[];
  /** Takes `--since` and `--until`. */
  readonly isWindowed?: boolean;
  readonly examples?: readonly string[];
  /** Only reads, so that programs may ask it over HTTP too; `without` the options that write. */
  readonly api?: { readonly without?: readonly string[] };
  /** Runs until it is interrupted: the database is asked in a thread of its own, and the interrupt is its end. */
  readonly isServer?: boolean;
  readonly load: () => Promise<RunCommand>;
};
