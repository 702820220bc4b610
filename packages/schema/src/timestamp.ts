// Offset optional: a naive time is UTC unless its source says otherwise.
const timestampPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Epoch milliseconds of an RFC 3339 or SQLite timestamp. Stricter than `Date.parse`: `2026-02-30` is not silently
 * 2 March, and a time without an offset is UTC on every machine.
 *
 * @returns milliseconds since 1970-01-01T00:00:00Z, fractions beyond milliseconds cut off, or `undefined` when the text
 * is not a real time
 * @example
 * parseTimestampMs('2026-02-10 12:34:56'); // 1770726896000
 */
export function parseTimestampMs(text: string): number | undefined {
  const match = timestampPattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] = match;
  const parts = [Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)] as const;
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(parts[0], parts[1], parts[2]);
  if (date.getUTCMonth() !== parts[1] || date.getUTCDate() !== parts[2]) return undefined;
  date.setUTCHours(parts[3], parts[4], parts[5], Number(fraction.padEnd(3, '0').slice(0, 3)));
  const offsetMinutes = toOffsetMinutes(offset);
  return offsetMinutes === undefined ? undefined : date.getTime() - offsetMinutes * 60_000;
}

function toOffsetMinutes(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * ISO 8601 in UTC with milliseconds and `Z`, always 24 characters, so that text sorts as time.
 *
 * @param epochMs - milliseconds since 1970, years 0000 to 9999
 * @throws {RangeError} when the time has no such form
 * @example
 * toTimestamp(0); // '1970-01-01T00:00:00.000Z'
 */
export function toTimestamp(epochMs: number): string {
  const text = Number.isFinite(epochMs) && Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : '';
  if (text.length !== 24) throw new RangeError(`toTimestamp requires a time in the years 0000 to 9999, got ${epochMs}`);
  return text;
}
