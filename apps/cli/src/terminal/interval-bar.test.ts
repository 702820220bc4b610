import { expect, test } from 'vitest';
import { intervalBar } from './interval-bar.ts';

test('an interval above nought stands to the right of it', () => {
  expect(intervalBar({ lower: 1, value: 2, upper: 3 }, 13)).toBe('      ┊ ├─●─┤');
});

test('an interval that holds nought crosses it', () => {
  expect(intervalBar({ lower: -2, value: -0.5, upper: 1 }, 13)).toBe('├────●┼──┤   ');
});

test('an interval of a single value is its value', () => {
  expect(intervalBar({ lower: 0, value: 0, upper: 0 }, 9)).toBe('    ●    ');
});
