import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

test.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  ['＝1', "'＝1"],
  ['=1,2', `"'=1,2"`],
  ['plain', 'plain'],
  ['a"b', '"a""b"'],
  ['two\nlines', '"two\nlines"'],
])('a spreadsheet shows %j and does not run it', (text, cell) => {
  expect(csvText(['skill'], [[text]])).toBe(`skill\r\n${cell}\r\n`);
});

test('numbers stay numbers, and nothing is an empty cell', () => {
  expect(csvText(['a', 'b', 'c'], [[-0.5, null, true]])).toBe('a,b,c\r\n-0.5,,true\r\n');
});
