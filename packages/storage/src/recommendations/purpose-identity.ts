import { createHmac } from 'node:crypto';
import { pseudonymise } from '../pseudonymise.ts';

/** How users are called for one purpose. What is printed for one purpose cannot be joined with what is for another. */
export type PurposeIdentity = {
  /** As the log calls a user; a pseudonym of the log stays as it is. */
  storedId(userId: string): string;
  /** As a user of the log is called in what is printed. */
  printedId(storedId: string): string;
};

/**
 * The name of a user for a purpose: `u_` and the first 132 bits of HMAC-SHA-256(derived key, pseudonym of the log), where
 * the derived key is HMAC-SHA-256(key, 'purpose' NUL purpose). So a key for each purpose, and none of them opens another.
 *
 * @param key - 32 secret bytes, see `loadIdentityKey`; asked for when it is first needed
 */
export function purposeIdentity(key: () => Uint8Array, purpose: string): PurposeIdentity {
  let derived: Buffer | undefined;
  return {
    storedId: (userId) => pseudonymise(userId, { key: key(), purpose: 'user' }),
    printedId(storedId) {
      derived ??= createHmac('sha256', key()).update(`purpose\0${purpose}`).digest();
      return `u_${createHmac('sha256', derived).update(storedId).digest('base64url').slice(0, 22)}`;
    },
  };
}
