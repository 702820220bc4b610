import { expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatCountOf,
  formatDuration,
  formatInterval,
  formatPercent,
  formatTokens,
  formatUsd,
} from './human-format.ts';

test('counts carry thousands separators', () => {
  expect([0, 999, 1000, 1234567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
});

test('one of something is singular', () => {
  expect([0, 1, 2000].map((count) => formatCountOf(count, 'file'))).toEqual(['0 files', '1 file', '2,000 files']);
});

test('only certainty is printed as 0 % or 100 %', () => {
  expect([0, 0.0001, 0.5, 0.9999, 1, null].map(formatPercent)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %', '–']);
});

test('an unknown interval is a dash', () => {
  expect(formatInterval(0.881, 0.954)).toBe('88–95 %');
  expect(formatInterval(0.9991, 0.9999)).toBe('99–100 %');
  expect(formatInterval(0.0001, 0.0009)).toBe('0–1 %');
  expect(formatInterval(null, null)).toBe('–');
});

test('durations are in the unit that suits', () => {
  const seconds = [0, 0.0004, 0.34, 1.2, 45, 180, 5400, 200_000, null];
  expect(seconds.map(formatDuration)).toEqual([
    '0 s',
    '<1 ms',
    '340 ms',
    '1.2 s',
    '45 s',
    '3 min',
    '1.5 h',
    '2.3 d',
    '–',
  ]);
});

test('amounts climb to the next unit before they need four digits', () => {
  expect([0, 999, 999.6, 12_345, 1_250_000].map(formatTokens)).toEqual(['0', '999', '1 k', '12 k', '1.3 M']);
  expect([12, 220_000_000].map(formatBytes)).toEqual(['12 B', '220 MB']);
});

test('money shows cents until it is a lot', () => {
  expect([0, 0.004, 1.5, 12_345.6, null].map(formatUsd)).toEqual(['$0.00', '<$0.01', '$1.50', '$12,346', '–']);
});

test('ages are rounded down', () => {
  expect(formatAgo(0, 59_000)).toBe('now');
  expect(formatAgo(0, 3 * 3_600_000)).toBe('3 h ago');
});
