import type { OptionSpec } from './arguments/option-spec.ts';
import { globalOptions, optionSpec } from './arguments/option-spec.ts';
import type { CommandDefinition } from './command.ts';
import { wrapText } from './terminal/wrap-text.ts';

const purpose = 'Which skills of your assistants are used, which work, and what they cost.';
const groupSummaries: ReadonlyMap<string, string> = new Map([
  ['ab', 'experiments: who gets what, and what came of it'],
  ['db', 'the database: version, copies, upkeep'],
  ['sessions', 'what happened in which session'],
]);

/** Help for the whole program, or for one group of commands such as `db`. */
export function overviewHelp(commands: readonly CommandDefinition[], columns: number, group?: string): string {
  const listed = commands.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
  const rows = group === undefined ? groupedRows(listed) : listed.map(rowOf);
  const isWindowed = listed.some((command) => command.isWindowed === true);
  return text([
    `Usage: skills ${group === undefined ? '' : `${group} `}[options] <command>`,
    '',
    group === undefined ? purpose : sentence(groupSummaries.get(group) ?? ''),
    '',
    'Commands:',
    ...twoColumns(rows, columns),
    '',
    ...optionLines('Options', globalOptionsOf(isWindowed), columns),
    '',
    'skills COMMAND --help tells more about a command.',
  ]);
}

type HelpRow = readonly [term: string, meaning: string];

function rowOf({ name, arguments: names = [], summary }: CommandDefinition): HelpRow {
  return [[name, ...names].join(' '), summary];
}

/** One row for each group that is summed up: the list of all commands is longer than a screen. */
function groupedRows(commands: readonly CommandDefinition[]): readonly HelpRow[] {
  const rows = new Map<string, HelpRow>();
  for (const command of commands) {
    const group = command.name.split(' ')[0] ?? '';
    const summary = groupSummaries.get(group);
    if (summary === undefined) rows.set(command.name, rowOf(command));
    else rows.set(group, [`${group} <command>`, summary]);
  }
  return [...rows.values()];
}

/** Help for one command. */
export function commandHelp(command: CommandDefinition, columns: number): string {
  const { name, arguments: names = [], options = [], examples = [], summary } = command;
  const own = options.map(optionSpec);
  const global = globalOptionsOf(command.isWindowed === true);
  return text([
    `Usage: skills ${[name, ...names].join(' ')} [options]`,
    '',
    sentence(summary),
    '',
    ...(own.length === 0 ? [] : [...optionLines('Options', own, columns), '']),
    ...optionLines('Global options', global, columns),
    ...(examples.length === 0 ? [] : ['', 'Examples:', ...examples.map((example) => `  ${example}`)]),
  ]);
}

export function isWindowOption(name: string): boolean {
  return name === 'since' || name === 'until';
}

function globalOptionsOf(isWindowed: boolean): readonly OptionSpec[] {
  return globalOptions.filter(({ name }) => isWindowed || !isWindowOption(name));
}

function sentence(summary: string): string {
  return `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`;
}

function optionLines(title: string, specs: readonly OptionSpec[], columns: number): readonly string[] {
  const rows = specs.map(({ flag, placeholder, summary }) => {
    return [placeholder === undefined ? flag : `${flag} ${placeholder}`, summary] as const;
  });
  return [`${title}:`, ...twoColumns(rows, columns)];
}

/** Terms on the left, their meaning wrapped on the right. */
function twoColumns(rows: readonly HelpRow[], columns: number): readonly string[] {
  const termWidth = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.flatMap(([term, meaning]) =>
    wrapText(meaning, Math.max(20, columns - termWidth)).map((line, index) =>
      index === 0 ? `  ${term}`.padEnd(termWidth) + line : ' '.repeat(termWidth) + line,
    ),
  );
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
