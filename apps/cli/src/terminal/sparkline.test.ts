import { expect, test } from 'vitest';
import { sparkline } from './sparkline.ts';

test('the greatest value is full height and nothing is a dot', () => {
  expect(sparkline([0, 1, 4, 8], 30)).toBe('·▁▄█');
});

test('neighbours are added up when there are more values than columns', () => {
  expect(sparkline([1, 1, 0, 0, 2, 2], 3)).toBe('▄·█');
  expect(sparkline([1, 0, 0, 2, 2], 3)).toBe('▂·█');
});

test('no values give no characters', () => {
  expect(sparkline([], 10)).toBe('');
});
