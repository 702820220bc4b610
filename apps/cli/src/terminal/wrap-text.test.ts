import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '@skills/text';
import { messageLines, wrapText } from './wrap-text.ts';

test('keeps every word, in lines that fit unless a single word does not', () => {
  const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).map((word) => word.replaceAll(/\s/gu, '_')));

  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 60 }), (parts, columns) => {
      const lines = wrapText(parts.join(' '), columns);

      expect(lines.join(' ')).toBe(parts.join(' '));
      expect(lines.filter((line) => line.includes(' ') && displayWidth(line) > columns)).toEqual([]);
    }),
  );
});

test('a message is wrapped on a terminal, and one line for a program', () => {
  const message = 'skills: --kind bogus: expected one of skill, slash_command';

  expect(messageLines(message, { isTTY: true, columns: 40 })).toBe(
    'skills: --kind bogus: expected one of\n  skill, slash_command',
  );
  expect(messageLines(message, { columns: 40 })).toBe(message);
});
