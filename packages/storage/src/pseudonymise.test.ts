import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPseudonym, pseudonymise } from './pseudonymise.ts';

const key = Uint8Array.from({ length: 32 }, (_, byte) => byte);

describe('pseudonymise', () => {
  test('is HMAC-SHA-256 over purpose, NUL and id', () => {
    const digest = createHmac('sha256', key).update('user\0ada@example.com').digest('base64url');

    expect(pseudonymise('ada@example.com', { key, purpose: 'user' })).toBe(`u_${digest.slice(0, 22)}`);
  });

  // python3: hmac.new(bytes(range(32)), b"user\0ada@example.com", "sha256"), base64.urlsafe_b64encode(…)[:22]
  test('agrees with another implementation', () => {
    expect(pseudonymise('ada@example.com', { key, purpose: 'user' })).toBe('u_QSdKDdmXFk-ksy1Ejcq1mB');
  });

  test('tells ids, purposes and keys apart', () => {
    const pseudonyms = [
      pseudonymise('ada', { key, purpose: 'user' }),
      pseudonymise('bob', { key, purpose: 'user' }),
      pseudonymise('ada', { key, purpose: 'export' }),
      pseudonymise('ada', { key: key.toReversed(), purpose: 'user' }),
    ];

    expect(new Set(pseudonyms).size).toBe(4);
  });

  test('any id becomes a pseudonym, and a pseudonym stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (id) => {
        const once = pseudonymise(id, { key, purpose: 'user' });

        expect(isPseudonym(once)).toBe(true);
        expect(pseudonymise(once, { key, purpose: 'export' })).toBe(once);
      }),
    );
  });

  test('an empty id and a short key are RangeErrors', () => {
    expect(() => pseudonymise('', { key, purpose: 'user' })).toThrow(RangeError);
    expect(() => pseudonymise('ada', { key: key.subarray(1), purpose: 'user' })).toThrow(RangeError);
  });
});
