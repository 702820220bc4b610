import { SkillsError } from '@skills/schema';

/** Options as the parser leaves them: a text, or true for a flag. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOption(options: OptionValues, name: string): boolean {
  return options[name] === true;
}

export type NumberRange = { readonly least: number; readonly most: number };

/** @throws {SkillsError} 'invalid-usage', naming the option and its value, unless it is an integer in the range */
export function integerOption(options: OptionValues, name: string, range: NumberRange): number | undefined {
  return parsed(options, name, {
    parse: (text) => {
      const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
      return value >= range.least && value <= range.most ? value : undefined;
    },
    expected: `an integer from ${range.least} to ${range.most}`,
  });
}

/** @throws {SkillsError} 'invalid-usage', naming the option and its value, unless it is a number in the range */
export function numberOption(options: OptionValues, name: string, range: NumberRange): number | undefined {
  return parsed(options, name, {
    parse: (text) => {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      return value >= range.least && value <= range.most ? value : undefined;
    },
    expected: `a number from ${range.least} to ${range.most}`,
  });
}

/** @throws {SkillsError} 'invalid-usage', naming the option, its value and the choices */
export function choiceOption<Choice extends string>(
  options: OptionValues,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return parsed(options, name, {
    parse: (text) => choices.find((choice) => choice === text),
    expected: `one of ${choices.join(', ')}`,
  });
}

type Reading<Value> = { readonly parse: (text: string) => Value | undefined; readonly expected: string };

function parsed<Value>(options: OptionValues, name: string, reading: Reading<Value>): Value | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = reading.parse(text);
  if (value === undefined)
    throw new SkillsError('invalid-usage', `${flagOf(name)} ${text}: expected ${reading.expected}`);
  return value;
}

/** `dryRun` as it is typed: `--dry-run`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]|(?<=[a-z])\d/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
