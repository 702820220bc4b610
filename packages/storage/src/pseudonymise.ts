import { createHmac } from 'node:crypto';

export type PseudonymOptions = {
  /** 32 secret bytes, see `loadIdentityKey`. */
  readonly key: Uint8Array;
  /** What the pseudonym is for. Pseudonyms of different purposes cannot be joined. */
  readonly purpose: string;
};

/**
 * The stand-in for a user id: `u_` and the first 132 bits of HMAC-SHA-256(key, purpose NUL id) in base64url. A plain
 * hash of an e-mail address is found again by trying addresses; this takes the key. A pseudonym stays as it is, so
 * that an export can be imported.
 *
 * @throws {RangeError} for an empty id or a short key
 * @example
 * pseudonymise('ada@example.com', { key, purpose: 'user' }); // 'u_…', 24 characters
 */
export function pseudonymise(id: string, { key, purpose }: PseudonymOptions): string {
  if (isPseudonym(id)) return id;
  if (id === '') throw new RangeError('pseudonymise requires an id, got an empty one');
  if (key.length < 32) throw new RangeError(`pseudonymise requires a key of 32 bytes, got ${key.length}`);
  const digest = createHmac('sha256', key).update(`${purpose}\0${id}`).digest('base64url');
  return `u_${digest.slice(0, 22)}`;
}

export function isPseudonym(id: string): boolean {
  return /^u_[\w-]{22}$/.test(id);
}
