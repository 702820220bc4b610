import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventIdentity, identityBits } from './event-identity.ts';

test('is the start of the SHA-256 of the call id, whatever the id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (callId) => {
      const expected = createHash('sha256').update(callId).digest('base64url').slice(0, 22);

      expect(eventIdentity(`x${callId}`)).toHaveLength(22);
      expect(callId.startsWith('sk1_') || eventIdentity(callId) === expected).toBe(true);
    }),
  );
});

test('is carried by an id that an export wrote', () => {
  const identity = eventIdentity('toolu_01AbC');

  expect(eventIdentity(`sk1_${identity}`)).toBe(identity);
  expect(eventIdentity(`sk1_${identity}x`)).not.toBe(identity);
});

test('spreads calls evenly over the low bits of keys', () => {
  const halves = Array.from({ length: 4000 }, (_, index) => identityBits(eventIdentity(`call ${index}`)) >>> 23);

  expect(identityBits('AAAAAAAAAAAAAAAAAAAAAA')).toBe(0);
  expect(identityBits('______________________')).toBe(2 ** 24 - 1);
  expect(Math.abs(halves.filter((half) => half === 1).length - 2000)).toBeLessThan(200);
});
