import { hash } from 'node:crypto';
import { identityPrefix } from '@skills/schema';

const identityLength = 22;
const carriedIdentity = /^sk1_[A-Za-z0-9_-]{22}$/;

/**
 * What makes two views of one call the same row, whatever their source and order: 22 characters of base64url of the
 * SHA-256 of the source's own id (at least 128 bits). An id of the form `sk1_…` is an identity already, so that an
 * export imports back as the same event. A string digest costs a third of a Buffer digest.
 *
 * @example
 * eventIdentity('toolu_01AbC'); // 'N1BrUL-…', 22 characters
 */
export function eventIdentity(callId: string): string {
  if (callId.startsWith(identityPrefix) && carriedIdentity.test(callId)) return callId.slice(identityPrefix.length);
  return hash('sha256', callId, 'base64url').slice(0, identityLength);
}

/** The number in [0, 2^24) that the last four characters of an identity stand for. */
export function identityBits(identity: string): number {
  let bits = 0;
  for (let index = identityLength - 4; index < identityLength; index += 1) {
    bits = (bits << 6) | sixBits(identity.charCodeAt(index));
  }
  return bits;
}

/** Of one base64url character code. */
function sixBits(code: number): number {
  if (code >= 97) return code - 71;
  if (code === 95) return 63;
  if (code >= 65) return code - 65;
  if (code >= 48) return code + 4;
  return 62;
}
