import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simpleCommands } from './shell-words.ts';

test.each([
  ['a b  c', [['a', 'b', 'c']]],
  ['a && b || c; d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['a\nb', [['a'], ['b']]],
  [`a 'b c' "d e" f\\ g`, [['a', 'b c', 'd e', 'f g']]],
  [`a x'y'"z"`, [['a', 'xyz']]],
  [`a "q\\"r"`, [['a', 'q"r']]],
  ['a > out b', [['a', 'b']]],
  ['a 2>&1 >> log', [['a']]],
  ['a < in', [['a', 'in']]],
  ['a <<EOF\nb\nEOF', [['a']]],
  ["a 'unclosed b", [['a', 'unclosed b']]],
  ['C:\\dir\\x', [['C:\\dir\\x']]],
  ['', []],
])('cuts %j', (text, commands) => {
  expect(simpleCommands(text)).toEqual(commands);
});

test('keeps every word of a command of plain words', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9./_-]{0,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      expect(simpleCommands(words.join(' '))).toEqual([words]);
    }),
  );
});
