import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { globalOptions, optionSpec, type OptionSpec } from './arguments/option-spec.ts';
import { flagOf } from './arguments/option-values.ts';
import { commandTable } from './command-table.ts';

/** `--no-color` sets `color`; other options their own name. */
const nameOf = ({ flag, name }: OptionSpec): string => (flag.startsWith('--no-') ? flag.slice('--no-'.length) : name);
const specs = [...globalOptions, ...commandTable.flatMap(({ options = [] }) => options.map(optionSpec))];
const defined = new Set(specs.map(nameOf));

const sources = globSync(['commands/*.ts', 'arguments/*.ts', '*.ts'], { cwd: import.meta.dirname })
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(`${import.meta.dirname}/${path}`, 'utf8') }));

test('every option that is read is defined, under the name that the parser gives it', () => {
  const read = sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/(?:Option\w*\(\s*options,\s*|\boptions\[)'([^']+)'/g), ([, name = '']) => ({
      path,
      name,
    })),
  );

  expect(read.length).toBeGreaterThan(100);
  expect(read.filter(({ name }) => !defined.has(name))).toEqual([]);
});

test('every option that is defined is read', () => {
  const texts = sources.map(({ text }) => text).join('\n');
  const taken = new Set(
    Array.from(texts.matchAll(/\{([^}]*)\}: OptionValues/g), ([, names = '']) => names.split(/\W+/)).flat(),
  );

  expect([...defined].filter((name) => !texts.includes(`'${name}'`) && !taken.has(name))).toEqual([]);
});

test('a message names an option as it is typed', () => {
  const named = specs.filter(({ flag }) => !flag.startsWith('--no-'));

  expect(named.map(({ name }) => flagOf(name))).toEqual(named.map(({ flag }) => flag));
});
