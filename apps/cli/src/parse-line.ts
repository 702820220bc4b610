import { closestWord } from './arguments/closest-word.ts';
import type { OptionSpec } from './arguments/option-spec.ts';
import { globalOptions, optionSpec } from './arguments/option-spec.ts';
import type { ReadWords } from './arguments/read-words.ts';
import { readWords, UsageMistake } from './arguments/read-words.ts';
import { commandTable } from './command-table.ts';
import type { CommandDefinition, CommandInput } from './command.ts';
import { commandHelp, isWindowOption, overviewHelp } from './help.ts';

export type LineSettings = {
  readonly version: string;
  /** Of the terminal, for help. */
  readonly columns: number;
};

/** What the command line asks for. */
export type ParsedLine =
  | { readonly kind: 'command'; readonly command: CommandDefinition; readonly input: CommandInput }
  /** Help or the version, to be printed. */
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'mistake'; readonly message: string };

/**
 * Reads a command line. Global options stand before or after the command. Our own instead of commander, which takes 12
 * of the 60 ms that `skills top` may take (bench/start-up.ts).
 *
 * @param words - without the program's own name
 */
export function parseLine(words: readonly string[], settings: LineSettings): ParsedLine {
  try {
    return answerOrCommand(
      readWords(words, (positionals) => optionsOf(commandOf(positionals))),
      settings,
    );
  } catch (error) {
    if (error instanceof UsageMistake) return { kind: 'mistake', message: error.message };
    throw error;
  }
}

function answerOrCommand({ positionals, options }: ReadWords, { version, columns }: LineSettings): ParsedLine {
  const [first, second] = positionals;
  if (options['version'] === true) return { kind: 'answer', text: `${version}\n` };
  if (first === undefined) return { kind: 'answer', text: overviewHelp(commandTable, columns) };
  const command = commandOf(positionals);
  if (command === undefined) {
    if (!isGroup(first))
      throw unknownCommand(
        first,
        commandTable.map(({ name }) => name.split(' ')[0] ?? ''),
      );
    if (options['help'] === true) return { kind: 'answer', text: overviewHelp(commandTable, columns, first) };
    if (second === undefined)
      throw new UsageMistake(`skills ${first} needs a command: ${commandsOf(first).join(', ')}`);
    throw unknownCommand(second, commandsOf(first));
  }
  if (options['help'] === true) return { kind: 'answer', text: commandHelp(command, columns) };
  const given = positionals.slice(command.name.split(' ').length);
  checkArguments(command, given);
  checkWindow(command, Object.keys(options));
  return { kind: 'command', command, input: { arguments: given, options } };
}

/** The longer name wins: `workflows list` is a command beside `workflows`. */
function commandOf([first = '', second = '']: readonly string[]): CommandDefinition | undefined {
  return (
    commandTable.find(({ name }) => name === `${first} ${second}`) ?? commandTable.find(({ name }) => name === first)
  );
}

function optionsOf(command: CommandDefinition | undefined): readonly OptionSpec[] {
  return [...globalOptions, ...(command?.options ?? []).map(optionSpec)];
}

function isGroup(name: string): boolean {
  return commandsOf(name).length > 0;
}

function commandsOf(group: string): readonly string[] {
  return commandTable.flatMap(({ name }) => (name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : []));
}

function unknownCommand(word: string, candidates: readonly string[]): UsageMistake {
  const ofGroup = commandTable.find(({ name }) => name.endsWith(` ${word}`));
  const closest = closestWord(word, [...new Set(candidates)]) ?? ofGroup?.name;
  return new UsageMistake(
    `unknown command '${word}' (${closest === undefined ? 'see skills --help' : `Did you mean ${closest}?`})`,
  );
}

function checkArguments({ name, arguments: names = [] }: CommandDefinition, given: readonly string[]): void {
  const missing = names.find((argument, index) => argument.startsWith('<') && given[index] === undefined);
  if (missing !== undefined) throw new UsageMistake(`skills ${name}: the argument ${missing} is missing`);
  const takesAny = names.some((argument) => argument.includes('...'));
  const extra = given[names.length];
  if (extra !== undefined && !takesAny) throw new UsageMistake(`skills ${name}: one argument too many: '${extra}'`);
}

function checkWindow({ name, isWindowed }: CommandDefinition, given: readonly string[]): void {
  const option = given.find(isWindowOption);
  if (option !== undefined && isWindowed !== true) {
    throw new UsageMistake(`--${option}: skills ${name} has no window of time`);
  }
}
