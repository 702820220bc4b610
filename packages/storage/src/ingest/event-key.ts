import { identityBits } from '../event-identity.ts';

/** Low bits of a key, which tell events of one millisecond apart. */
export const keyBits = 21;
const lowsPerMillisecond = 2 ** keyBits;
export const keyMask: number = lowsPerMillisecond - 1;

/** SQL for the time and the low bits of the key of a table alias; both fit a number. */
export function keyPartsSql(alias: string): string {
  return `${alias}.event_key >> ${keyBits}, ${alias}.event_key & ${keyMask}`;
}

/** Time-ordered 63-bit key of `skill_event`. */
export function eventKey(invokedAtMs: number, low: number): bigint {
  return (BigInt(invokedAtMs) << BigInt(keyBits)) | BigInt(low);
}

/** A key of the batch is taken by another event of the log: roll back, read what is taken, and go again. */
export class KeyCollision extends Error {}

/** Times (epoch ms) and the low bits taken in them. */
export type TakenKeys = ReadonlyMap<number, ReadonlySet<number>>;

type Keyless = { readonly identity: string; readonly invokedAtMs: number };

/**
 * Low bits of keys for events that are new to the log, one per event: from the identity, and the next free number when
 * two events of one millisecond share them.
 *
 * @param events - in ascending order of time
 * @throws {RangeError} when one millisecond holds more than 2^21 events
 */
export function assignLows(events: readonly Keyless[], taken: TakenKeys): readonly number[] {
  const lows: number[] = [];
  let start = 0;
  while (start < events.length) {
    const time = events[start]?.invokedAtMs ?? 0;
    let end = start + 1;
    while (events[end]?.invokedAtMs === time) end += 1;
    const takenLows = taken.get(time);
    // Almost every event is alone in its millisecond, and then no set is made.
    const used = end - start === 1 && takenLows === undefined ? undefined : new Set(takenLows);
    for (let index = start; index < end; index += 1) {
      const wanted = identityBits(events[index]?.identity ?? '') & keyMask;
      lows.push(used === undefined ? wanted : takeLow(wanted, used));
    }
    start = end;
  }
  return lows;
}

function takeLow(wanted: number, used: Set<number>): number {
  if (used.size >= lowsPerMillisecond) {
    throw new RangeError(`one millisecond holds at most ${lowsPerMillisecond} events`);
  }
  let low = wanted;
  while (used.has(low)) low = (low + 1) & keyMask;
  used.add(low);
  return low;
}
