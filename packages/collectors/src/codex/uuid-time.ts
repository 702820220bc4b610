const uuidV7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * Epoch milliseconds at which a version 7 UUID was made (RFC 9562, section 5.7), or `undefined` for any other text.
 * Codex names threads and turns so; the time survives when a fork copies lines under new timestamps.
 *
 * @example
 * uuidTimeMs('019ed50c-2fb3-7002-a384-360bea6e7f04'); // 1781690806195
 */
export function uuidTimeMs(id: string): number | undefined {
  const match = uuidV7.exec(id);
  return match === null ? undefined : Number.parseInt(`${match[1]}${match[2]}`, 16);
}
