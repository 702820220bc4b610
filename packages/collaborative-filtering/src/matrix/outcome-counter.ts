import { type CountedPairs, emptyPairs, sumPairs, widerPairs } from './counted-pairs.ts';
import type { OutcomeMatrix } from './outcome-matrix.ts';

/** Calls of users, one per place, in the order of time. */
export type UserCalls = {
  readonly events: number;
  /** From 1; 0 is nobody. */
  readonly user: ArrayLike<number>;
  /** From 0; a negative one is left out. */
  readonly item: ArrayLike<number>;
  /** 1 worked, 0 failed, anything else is unknown. */
  readonly completed: ArrayLike<number>;
};

const firstRoom = 32_768;
/** Some 30 MB. With less, equal pairs are not looked for: more room costs less than sorting. */
const largeRoom = 1_048_576;

/**
 * Sums calls by user and item as they come. Of a long log equal pairs are added up whenever there is no more room, so that
 * it takes memory for its pairs alone. A call whose outcome is unknown makes an interaction and neither a success nor
 * a failure.
 */
export class OutcomeCounter {
  readonly #largeRoom: number;
  #pairs: CountedPairs;
  #size = 0;
  #calls = 0;
  #lastUser = 0;
  #lastItem = -1;

  /** @param options.room - for how many calls; tests make it small */
  constructor({ room = largeRoom }: { readonly room?: number } = {}) {
    this.#largeRoom = room;
    this.#pairs = emptyPairs(Math.min(room, firstRoom));
  }

  add(calls: UserCalls): void {
    for (let from = 0; from < calls.events;) {
      if (this.#size === this.#pairs.user.length) this.#makeRoom();
      const to = Math.min(calls.events, from + this.#pairs.user.length - this.#size);
      this.#take(calls, from, to);
      from = to;
    }
  }

  /**
   * Row 0 and those of users without a call are empty.
   *
   * @throws {RangeError} when an item is not below `itemCount`
   */
  matrix(itemCount: number): OutcomeMatrix {
    if (this.#lastItem >= itemCount) throw new RangeError(`item ${this.#lastItem} is not below ${itemCount}`);
    const users = this.#lastUser + 1;
    const pairs = this.#sumUp(this.#size);
    const size = this.#size;
    const offsets = new Uint32Array(users + 1);
    for (let pair = 0; pair < size; pair += 1) {
      const after = (pairs.user[pair] ?? 0) + 1;
      offsets[after] = (offsets[after] ?? 0) + 1;
    }
    for (let user = 0; user < users; user += 1) offsets[user + 1] = (offsets[user + 1] ?? 0) + (offsets[user] ?? 0);
    const items = pairs.item.subarray(0, size);
    return {
      matrix: { users, itemCount, offsets, items: itemCount <= 65_536 ? Uint16Array.from(items) : items.slice() },
      calls: pairs.calls.slice(0, size),
      completed: pairs.completed.slice(0, size),
      failed: pairs.failed.slice(0, size),
      firstCall: pairs.first.slice(0, size),
    };
  }

  #take({ user, item, completed }: UserCalls, from: number, to: number): void {
    const pairs = this.#pairs;
    let size = this.#size;
    for (let event = from; event < to; event += 1) {
      const owner = user[event] ?? 0;
      const thing = item[event] ?? -1;
      if (owner <= 0 || thing < 0) continue;
      const outcome = completed[event];
      pairs.user[size] = owner;
      pairs.item[size] = thing;
      pairs.calls[size] = 1;
      pairs.completed[size] = outcome === 1 ? 1 : 0;
      pairs.failed[size] = outcome === 0 ? 1 : 0;
      pairs.first[size] = this.#calls + event - from;
      if (owner > this.#lastUser) this.#lastUser = owner;
      if (thing > this.#lastItem) this.#lastItem = thing;
      size += 1;
    }
    this.#size = size;
    this.#calls += to - from;
  }

  /** At least half of the room is free afterwards, or there is twice as much. */
  #makeRoom(): void {
    const room = this.#pairs.user.length;
    if (room >= this.#largeRoom) this.#sumUp(room);
    if (2 * this.#size >= room) this.#pairs = widerPairs(this.#pairs, Math.max(firstRoom, 2 * room));
  }

  #sumUp(room: number): CountedPairs {
    const summed = emptyPairs(room);
    const bounds = { size: this.#size, users: this.#lastUser + 1, items: this.#lastItem + 1 };
    this.#size = sumPairs(this.#pairs, bounds, summed);
    this.#pairs = summed;
    return summed;
  }
}
