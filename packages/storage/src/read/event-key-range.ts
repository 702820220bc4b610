// The low 21 bits of a key tell events of one millisecond apart (see `v5-tables.ts`).
const tieBits = 21n;

/** The smallest event key of a millisecond. Events of `[sinceMs, untilMs)` are the keys from one to below the other. */
export function firstEventKeyAt(epochMs: number): bigint {
  return BigInt(Math.ceil(epochMs)) << tieBits;
}

/** UTC epoch milliseconds of an event. */
export function timeOfEventKey(eventKey: bigint): number {
  return Number(eventKey >> tieBits);
}
