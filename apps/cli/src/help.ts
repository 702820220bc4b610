import type { OptionSpec } from './arguments/option-spec.ts';
import { globalOptions, optionSpec } from './arguments/option-spec.ts';
import type { CommandDefinition } from './command.ts';

const purpose = 'Which skills of your assistants are used, which work, and what they cost.';
const groupSummaries: ReadonlyMap<string, string> = new Map([
  ['db', 'the database: version, copies, upkeep'],
  ['sessions', 'sessions of the assistants'],
]);

/** Help for the whole program, or for one group of commands such as `db`. */
export function overviewHelp(commands: readonly CommandDefinition[], columns: number, group?: string): string {
  const listed = commands.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
  const rows = listed.map(({ name, arguments: names = [], summary }) => [[name, ...names].join(' '), summary] as const);
  return text([
    `Usage: skills ${group === undefined ? '' : `${group} `}[options] <command>`,
    '',
    group === undefined ? purpose : (groupSummaries.get(group) ?? ''),
    '',
    'Commands:',
    ...twoColumns(rows, columns),
    '',
    ...optionLines('Options', globalOptions, columns),
    '',
    'skills COMMAND --help tells more about a command.',
  ]);
}

/** Help for one command. */
export function commandHelp(command: CommandDefinition, columns: number): string {
  const { name, arguments: names = [], options = [], examples = [], summary } = command;
  const own = options.map(optionSpec);
  const global = globalOptions.filter(({ name: option }) => command.isWindowed === true || !isWindowOption(option));
  return text([
    `Usage: skills ${[name, ...names].join(' ')} [options]`,
    '',
    `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`,
    '',
    ...(own.length === 0 ? [] : [...optionLines('Options', own, columns), '']),
    ...optionLines('Global options', global, columns),
    ...(examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((example) => `  ${example}`)]),
  ]);
}

export function isWindowOption(name: string): boolean {
  return name === 'since' || name === 'until';
}

function optionLines(title: string, specs: readonly OptionSpec[], columns: number): readonly string[] {
  const rows = specs.map(({ flag, placeholder, summary }) => {
    return [placeholder === undefined ? flag : `${flag} ${placeholder}`, summary] as const;
  });
  return [`${title}:`, ...twoColumns(rows, columns)];
}

/** Terms on the left, their meaning wrapped on the right. */
function twoColumns(rows: readonly (readonly [term: string, meaning: string])[], columns: number): readonly string[] {
  const termWidth = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.flatMap(([term, meaning]) =>
    wrapped(meaning, Math.max(20, columns - termWidth)).map((line, index) =>
      index === 0 ? `  ${term}`.padEnd(termWidth) + line : ' '.repeat(termWidth) + line,
    ),
  );
}

function wrapped(meaning: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of meaning.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
