/** How counts lie in a word of 32 bits. */
type Lanes = {
  readonly perWord: number;
  /** Half of what a lane holds: its highest bit. */
  readonly half: number;
  /** 1 in every lane. */
  readonly ones: number;
};

const bytes: Lanes = { perWord: 4, half: 0x80, ones: 0x01_01_01_01 };
const shorts: Lanes = { perWord: 2, half: 0x80_00, ones: 0x00_01_00_01 };

/** A count for each user, and a quick way to find the high ones. */
export class UserCounts {
  readonly #lanes: Lanes;
  readonly #counts: Uint8Array | Uint16Array;
  /** The same counts, several at a time. */
  readonly #words: Int32Array;

  /** @param most - the highest count that can come */
  constructor(users: number, most: number) {
    this.#lanes = most < 256 ? bytes : shorts;
    this.#words = new Int32Array(Math.ceil(users / this.#lanes.perWord));
    const { buffer } = this.#words;
    this.#counts = most < 256 ? new Uint8Array(buffer) : new Uint16Array(buffer);
  }

  of(user: number): number {
    return this.#counts[user] ?? 0;
  }

  /** Adds one for each user of a part of a list. */
  addRange(users: Uint16Array | Uint32Array, start: number, end: number): void {
    const counts = this.#counts;
    for (let position = start; position < end; position += 1) {
      const user = users[position] ?? 0;
      counts[user] = (counts[user] ?? 0) + 1;
    }
  }

  /**
   * The first user from `start` to before `end` whose count is at least `least`, or `end`. The users of a word are passed
   * over at once.
   */
  next(start: number, end: number, least: number): number {
    const counts = this.#counts;
    const { perWord, half, ones } = this.#lanes;
    let user = start;
    for (; user < end && user % perWord !== 0; user += 1) if ((counts[user] ?? 0) >= least) return user;
    if (least < half) {
      // The highest bit of a lane is set in the sum when its count reaches `least`, or was set before.
      const bias = (half - least) * ones;
      const high = (half * ones) | 0;
      const words = this.#words;
      const last = Math.floor(end / perWord);
      let word = Math.floor(user / perWord);
      while (word < last) {
        const several = words[word] ?? 0;
        if (((((several & ~high) + bias) | several) & high) !== 0) break;
        word += 1;
      }
      user = Math.max(user, word * perWord);
    }
    for (; user < end; user += 1) if ((counts[user] ?? 0) >= least) return user;
    return end;
  }

  clear(): void {
    this.#words.fill(0);
  }
}
