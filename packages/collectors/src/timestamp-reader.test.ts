import fc from 'fast-check';
import { parseTimestampMs } from '@skills/schema';
import { expect, test } from 'vitest';
import { TimestampReader } from './timestamp-reader.ts';

test('reads what the strict parser reads', () => {
  const reader = new TimestampReader();
  const usual = fc
    .date({ min: new Date(0), max: new Date(Date.UTC(2200, 0, 1)), noInvalidDate: true })
    .map((date) => date.toISOString());
  const damaged = fc
    .tuple(usual, fc.nat(23), fc.constantFrom('9', 'x', '-', '/', ':'))
    .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));

  fc.assert(
    fc.property(fc.oneof(usual, damaged, fc.string()), (text) => {
      const bytes = Buffer.from(`"${text}"`);

      expect(reader.read(bytes, 1, bytes.length - 1)).toBe(parseTimestampMs(text));
    }),
    { numRuns: 2000 },
  );
});
