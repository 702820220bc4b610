import { createHmac } from 'node:crypto';

/** `<name>-<6 hex>`, as collectors make it from a path alone. */
const collectorsForm = /^(.*)-[0-9a-f]{6}$/s;

/**
 * The id under which a project is stored: the name of its folder, and 24 bits of HMAC-SHA-256 with the key of this
 * installation. What collectors make is a plain hash of a path, which is found again by trying paths; this takes the key.
 * An id of another form was given by a person, and stays.
 *
 * @param collectorsId - `<name>-<6 hex>`
 * @throws {RangeError} for a short key
 */
export function keyedProjectId(collectorsId: string, key: Uint8Array): string {
  if (key.length < 32) throw new RangeError(`keyedProjectId requires a key of 32 bytes, got ${key.length}`);
  const [, name] = collectorsForm.exec(collectorsId) ?? [];
  if (name === undefined) return collectorsId;
  const digest = createHmac('sha256', key).update(`project\0${collectorsId}`).digest('hex');
  return `${name}-${digest.slice(0, 6)}`;
}
