import { expect, test } from 'vitest';
import { choiceOption, flagOf, integerOption, numberOption } from './option-values.ts';

test.each(['0', '-1', '1.5', '1e2', 'x', '', '1001'])('a limit of %s is refused by name and value', (limit) => {
  expect(() => integerOption({ limit }, 'limit', { least: 1, most: 1000 })).toThrow(
    `--limit ${limit}: expected an integer from 1 to 1000`,
  );
});

test('an absent option is undefined', () => {
  expect(integerOption({}, 'limit', { least: 1, most: 2 })).toBeUndefined();
});

test('numbers may have a fraction but not be nothing or infinite', () => {
  const range = { least: 0, most: 10 };
  expect(numberOption({ duration: '1.5' }, 'duration', range)).toBe(1.5);
  expect(() => numberOption({ duration: ' ' }, 'duration', range)).toThrow('--duration');
  expect(() => numberOption({ duration: 'Infinity' }, 'duration', range)).toThrow('--duration Infinity');
});

test('a choice names its alternatives', () => {
  expect(choiceOption({ kind: 'tool' }, 'kind', ['skill', 'tool'])).toBe('tool');
  expect(() => choiceOption({ kind: 'tol' }, 'kind', ['skill', 'tool'])).toThrow(
    '--kind tol: expected one of skill, tool',
  );
});

test('names are printed as they are typed', () => {
  expect(flagOf('dryRun')).toBe('--dry-run');
});
