import { SkillsError } from '@skills/schema';
import { flagOption, textOption } from './arguments/option-values.ts';
import type { OptionValues } from './arguments/option-values.ts';
import { timestampOption } from './arguments/time-option.ts';
import type { CommandDefinition, CommandInput } from './command.ts';
import type { CommandContext } from './command-context.ts';
import type { Compose } from '@skills/composition';
import type { ExitCode } from './exit-code.ts';
import { exitCode, exitCodes } from './exit-code.ts';
import type { Output, Screen } from './output.ts';
import { createOutput } from './output.ts';
import { parseLine } from './parse-line.ts';
import { safeText } from '@skills/text';
import { wantsColour } from './terminal/style.ts';
import { messageLines } from './terminal/wrap-text.ts';

/** The process as the CLI sees it. */
export type CliProcess = {
  readonly words: readonly string[];
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly standardInput: CommandContext['standardInput'];
  readonly standardOutput: Screen;
  readonly standardError: Screen;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
};

const longestProblem = 2000;

/** Runs one command line; the exit code of the process. Never throws: every error is one line on standard error. */
export async function runCli(cli: CliProcess, compose: Compose): Promise<ExitCode> {
  const parsed = parseLine(cli.words, { version: cli.version, columns: cli.standardOutput.columns ?? 80 });
  if (parsed.kind === 'answer') {
    cli.standardOutput.write(parsed.text);
    return exitCodes.done;
  }
  try {
    if (parsed.kind === 'mistake') throw new SkillsError('invalid-usage', parsed.message);
    return await runCommand(cli, compose, parsed);
  } catch (error) {
    if (cli.signal.aborted) return exitCodes.interrupted;
    cli.standardError.write(`${messageLines(problemLine(error, cli.environment), cli.standardError)}\n`);
    return exitCode(error);
  }
}

type Invocation = { readonly command: CommandDefinition; readonly input: CommandInput };

async function runCommand(cli: CliProcess, compose: Compose, { command, input }: Invocation): Promise<ExitCode> {
  const { options } = input;
  const fixedNowMs = timestampOption(options, 'now');
  const nowMs = fixedNowMs === undefined ? cli.nowMs : () => fixedNowMs;
  const output = outputFor(cli, options, nowMs);
  await using composition = compose({
    databaseUrl: textOption(options, 'db') ?? nonEmpty(cli.environment['SKILLS_DATABASE_URL']),
    environment: cli.environment,
    nowMs,
    note: (text) => output.note(text),
    onSimulated: () => output.markSimulated(),
    ...(command.isServer === true ? { mode: 'worker' } : {}),
  });
  const run = await command.load();
  const { standardInput, signal, environment } = cli;
  const code = await run(input, { nowMs, environment, output, standardInput, signal, compose: composition });
  return signal.aborted && command.isServer !== true ? exitCodes.interrupted : code;
}

function outputFor(cli: CliProcess, options: OptionValues, nowMs: () => number): Output {
  const columns = Number(cli.environment['COLUMNS']);
  return createOutput({
    standardOutput: cli.standardOutput,
    standardError: cli.standardError,
    json: flagOption(options, 'json'),
    quiet: flagOption(options, 'quiet'),
    colour: wantsColour({
      isTerminal: cli.standardOutput.isTTY === true,
      refused: options['color'] === false,
      environment: cli.environment,
    }),
    nowMs,
    columns: Number.isInteger(columns) && columns > 0 ? columns : undefined,
  });
}

/** One clear line; the stack only with SKILLS_DEBUG. */
function problemLine(error: unknown, environment: CliProcess['environment']): string {
  if (nonEmpty(environment['SKILLS_DEBUG']) !== undefined && error instanceof Error) return String(error.stack);
  const text = error instanceof Error ? error.message : String(error);
  const internal = error instanceof SkillsError ? '' : 'unexpected: ';
  return `skills: ${internal}${safeText(text, longestProblem)}`;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
