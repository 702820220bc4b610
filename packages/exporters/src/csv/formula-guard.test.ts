import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guarded, unguarded } from './formula-guard.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', "=cmd|' /C calc'!A0"])(
  '%j cannot run as a formula',
  (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  },
);

test.each(['honest', "'honest", "'", "it's", '', ' =1', '1-1', '"=1"'])('%j is left alone', (text) => {
  expect(guarded(text)).toBe(text);
  expect(unguarded(text)).toBe(text);
});

test('every text comes back, and none begins like a formula', () => {
  const texts = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', 'a', ' ', '＝') });

  fc.assert(
    fc.property(texts, (text) => {
      expect(unguarded(guarded(text))).toBe(text);
      expect(guarded(text)).not.toMatch(/^[=+\-@\t\r\n＝]/);
    }),
  );
});
