import fc from 'fast-check';
import { parseTimestampMs } from '@skills/schema';
import { expect, test } from 'vitest';
import { TimestampReader } from './timestamp-reader.ts';

const earliestMs = Date.UTC(2020, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

test('reads what the strict parser reads, of 2020 to 2100', () => {
  const reader = new TimestampReader();
  const usual = fc
    .date({ min: new Date(0), max: new Date(Date.UTC(2200, 0, 1)), noInvalidDate: true })
    .map((date) => date.toISOString());
  const damaged = fc
    .tuple(usual, fc.nat(23), fc.constantFrom('9', 'x', '-', '/', ':'))
    .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));

  fc.assert(
    fc.property(fc.oneof(usual, damaged, fc.string()), (text) => {
      const strict = parseTimestampMs(text);
      const expected = strict !== undefined && strict >= earliestMs && strict < latestMs ? strict : undefined;

      expect(reader.read(`"${text}"`, 1, text.length + 1)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});
