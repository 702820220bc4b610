import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventIdentity } from '../event-identity.ts';
import { assignLows, eventKey } from './event-key.ts';

test('gives ten thousand events of one millisecond keys of their own', () => {
  const events = Array.from({ length: 10_000 }, (_, index) => ({
    identity: eventIdentity(`c${index}`),
    invokedAtMs: 5,
  }));

  const lows = assignLows(events, new Map());

  expect(new Set(lows).size).toBe(10_000);
  expect(Math.max(...lows)).toBeLessThan(2 ** 21);
});

test('avoids keys that the log has taken', () => {
  const event = { identity: eventIdentity('a'), invokedAtMs: 5 };
  const [wanted = Number.NaN] = assignLows([event], new Map());

  expect(assignLows([event], new Map([[5, new Set([wanted])]]))).toEqual([(wanted + 1) % 2 ** 21]);
  expect(assignLows([event], new Map([[6, new Set([wanted])]]))).toEqual([wanted]);
});

test('orders keys by time, and fits 63 bits until 2100', () => {
  const parts = fc.record({ timeMs: fc.integer({ min: 0, max: Date.UTC(2100, 0) }), low: fc.nat(2 ** 21 - 1) });
  fc.assert(
    fc.property(parts, parts, (one, two) => {
      const [first, second] = [eventKey(one.timeMs, one.low), eventKey(two.timeMs, two.low)];

      expect(first >> 21n).toBe(BigInt(one.timeMs));
      expect(first < 2n ** 63n).toBe(true);
      expect(first < second).toBe(one.timeMs < two.timeMs || (one.timeMs === two.timeMs && one.low < two.low));
    }),
  );
});
