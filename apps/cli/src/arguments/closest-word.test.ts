import { expect, test } from 'vitest';
import { closestWord } from './closest-word.ts';

const words = ['top', 'show', 'status', 'sessions', '--limit', '--since'];

test.each([
  ['tpo', 'top'],
  ['shwo', 'show'],
  ['stauts', 'status'],
  ['session', 'sessions'],
  ['sess', 'sessions'],
  ['--limt', '--limit'],
  ['anomalies', undefined],
  ['x', undefined],
  ['', undefined],
])('%s stands for %s', (word, expected) => {
  expect(closestWord(word, words)).toBe(expected);
});
