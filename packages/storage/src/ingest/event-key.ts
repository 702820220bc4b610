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

/** Where an event of the log is: its time in epoch ms, and the low bits of its key. */
export type EventAddress = { readonly invokedAtMs: number; readonly low: number };

export function eventAddress(key: bigint): EventAddress {
  return { invokedAtMs: Number(key >> BigInt(keyBits)), low: Number(key & BigInt(keyMask)) };
}

/** Times (epoch ms) and the low bits taken in them. */
export type TakenKeys = ReadonlyMap<number, ReadonlySet<number>>;

type Keyless = { readonly identity: string; readonly invokedAtMs: number };

/**
 * Keys for events that are new to the log, one per event: the low bits come from the identity, and are the next free
 * number when two events of one millisecond share them.
 *
 * @param events - in ascending order of time
 * @param readTaken - which of these keys the log has, with all other keys of the same milliseconds
 * @throws {RangeError} when one millisecond holds more than 2^21 events
 */
export async function freeKeys(
  events: readonly Keyless[],
  readTaken: (keys: readonly bigint[]) => Promise<TakenKeys>,
): Promise<readonly bigint[]> {
  const keys = assignKeys(events, new Map());
  const taken = await readTaken(keys);
  return taken.size === 0 ? keys : assignKeys(events, taken);
}

function assignKeys(events: readonly Keyless[], taken: TakenKeys): readonly bigint[] {
  return assignLows(events, taken).map((low, index) => eventKey(events[index]?.invokedAtMs ?? 0, low));
}

function assignLows(events: readonly Keyless[], taken: TakenKeys): readonly number[] {
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
