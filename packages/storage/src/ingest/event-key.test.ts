import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventIdentity } from '../event-identity.ts';
import { eventAddress, eventKey, freeKeys } from './event-key.ts';

test('gives ten thousand events of one millisecond keys of their own', async () => {
  const events = Array.from({ length: 10_000 }, (_, index) => ({
    identity: eventIdentity(`c${index}`),
    invokedAtMs: 5,
  }));

  const keys = await freeKeys(events, async () => new Map());

  expect(new Set(keys).size).toBe(10_000);
  expect(keys.every((key) => eventAddress(key).invokedAtMs === 5)).toBe(true);
});

test('avoids keys that the log has taken', async () => {
  const event = { identity: eventIdentity('a'), invokedAtMs: 5 };
  const [wanted = 0n] = await freeKeys([event], async () => new Map());
  const { low } = eventAddress(wanted);

  expect(await freeKeys([event], async () => new Map([[5, new Set([low])]]))).toEqual([
    eventKey(5, (low + 1) % 2 ** 21),
  ]);
  expect(await freeKeys([event], async () => new Map([[6, new Set([low])]]))).toEqual([wanted]);
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
