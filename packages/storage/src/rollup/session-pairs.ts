import type { SessionCell } from './session-cells.ts';

/** A skill and a session that ran it. */
export type SessionPair = { readonly skillId: number; readonly sessionId: number };

export type PairCells = { readonly pair: SessionPair; readonly cells: readonly SessionCell[] };

// Sessions until 2^32 leave 21 bits for skills in a number.
const sessionsPerSkill = 2 ** 32;

/** The cells that a batch adds, by pair. Most pairs have one, which is kept without an array: four in five events make a pair. */
export class SessionPairs {
  readonly #cells = new Map<number, SessionCell | SessionCell[]>();

  add(skillId: number, sessionId: number, cell: SessionCell): void {
    const key = pairKey({ skillId, sessionId });
    const known = this.#cells.get(key);
    if (known === cell) return;
    if (known === undefined) this.#cells.set(key, cell);
    else if (typeof known === 'number') this.#cells.set(key, [known, cell]);
    else if (!known.includes(cell)) known.push(cell);
  }

  /** In the order of the primary key. */
  sorted(): readonly PairCells[] {
    const keys = new Float64Array(this.#cells.size);
    let index = 0;
    for (const key of this.#cells.keys()) {
      keys[index] = key;
      index += 1;
    }
    const pairs: PairCells[] = [];
    for (const key of keys.toSorted()) {
      const known = this.#cells.get(key) ?? [];
      const pair = { skillId: Math.floor(key / sessionsPerSkill), sessionId: key % sessionsPerSkill };
      pairs.push({ pair, cells: typeof known === 'number' ? [known] : known });
    }
    return pairs;
  }
}

/** Names a pair in a map. */
export function pairKey({ skillId, sessionId }: SessionPair): number {
  return skillId * sessionsPerSkill + sessionId;
}
