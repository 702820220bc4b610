/** What ran in which session, as sorted lists. */
export type SessionSets = {
  readonly skillCount: number;
  readonly sessionCount: number;
  /** The distinct skills of session `s` are `skills[offsets[s]] … skills[offsets[s + 1] - 1]`, ascending. */
  readonly offsets: Uint32Array;
  readonly skills: Uint16Array;
  /** Calls of each session, counting repetitions. */
  readonly calls: Uint32Array;
  /** Who worked on what: sessions with the same number share user and project. */
  readonly groups: Uint32Array;
};

/** Ids, in arrays that fit them. */
export type IdColumn = Int32Array | Uint16Array | Uint8Array;

/** Calls, in any order. Ids are positive. */
export type SessionCalls = {
  readonly events: number;
  /** Id of the skill of each call. */
  readonly skill: IdColumn;
  readonly session: IdColumn;
  /** 0 for none. */
  readonly user: IdColumn;
  readonly project: IdColumn;
};

export type SessionSetOptions = {
  /** Place of the skill with an id, from 0; -1 for skills that are left out. */
  readonly placeOfSkill: Int32Array;
  /** More than the greatest place. */
  readonly skillCount: number;
};

const mostSkills = 65_536;
const bitsPerWord = 32;
/** Where the bits of a session's row begin. */
const firstWord = 3;

/**
 * The distinct skills of every session. A bit per session and skill is set for each call: sorting ten million calls
 * would take seconds.
 *
 * @throws {RangeError} for more than 65,536 skills
 */
export function sessionSets(
  blocks: readonly SessionCalls[],
  { placeOfSkill, skillCount }: SessionSetOptions,
): SessionSets {
  if (skillCount > mostSkills)
    throw new RangeError(`sessionSets requires at most ${mostSkills} skills, got ${skillCount}`);
  // Ids are given without gaps, so that they serve as places; sessions without a call are dropped at the end.
  const sessions = greatestSession(blocks) + 1;
  const words = Math.ceil(skillCount / bitsPerWord);
  const stride = firstWord + words;
  const rows = new Int32Array(sessions * stride);
  for (const { events, skill, session, user, project } of blocks) {
    for (let event = 0; event < events; event += 1) {
      const place = placeOfSkill[skill[event] ?? 0] ?? -1;
      if (place < 0) continue;
      const row = (session[event] ?? 0) * stride;
      const word = row + firstWord + (place >>> 5);
      rows[word] = (rows[word] ?? 0) | (1 << (place & 31));
      rows[row] = (rows[row] ?? 0) + 1;
      // The first user and project that the session names are its own.
      if (rows[row + 1] === 0) rows[row + 1] = user[event] ?? 0;
      if (rows[row + 2] === 0) rows[row + 2] = project[event] ?? 0;
    }
  }
  return withoutEmpty({ skillCount, stride, rows });
}

function greatestSession(blocks: readonly SessionCalls[]): number {
  let greatest = 0;
  for (const { events, session } of blocks) {
    for (let event = 0; event < events; event += 1) {
      const id = session[event] ?? 0;
      if (id > greatest) greatest = id;
    }
  }
  return greatest;
}

/** A row of whole numbers per session: its calls, user and project, then a bit per skill. */
type SessionRows = {
  readonly skillCount: number;
  readonly stride: number;
  readonly rows: Int32Array;
};

function withoutEmpty({ skillCount, stride, rows }: SessionRows): SessionSets {
  let [kept, size] = [0, 0];
  for (let row = 0; row < rows.length; row += stride) {
    if (rows[row] === 0) continue;
    kept += 1;
    for (let word = row + firstWord; word < row + stride; word += 1) size += bitCount(rows[word] ?? 0);
  }
  const offsets = new Uint32Array(kept + 1);
  const skills = new Uint16Array(size);
  const calls = new Uint32Array(kept);
  const groups = new Uint32Array(kept);
  const numbers = new GroupNumbers();
  let [session, position] = [0, 0];
  for (let row = 0; row < rows.length; row += stride) {
    if (rows[row] === 0) continue;
    for (let word = 0; word < stride - firstWord; word += 1) {
      // Clears the lowest bit that is set until none is left.
      for (let rest = rows[row + firstWord + word] ?? 0; rest !== 0; rest &= rest - 1) {
        skills[position] = word * bitsPerWord + (31 - Math.clz32(rest & -rest));
        position += 1;
      }
    }
    calls[session] = rows[row] ?? 0;
    groups[session] = numbers.of(rows[row + 1] ?? 0, rows[row + 2] ?? 0);
    session += 1;
    offsets[session] = position;
  }
  return { skillCount, sessionCount: kept, offsets, skills, calls, groups };
}

/** Gives each user and project a number, from 0. */
class GroupNumbers {
  readonly #known = new Map<number, number>();
  #lastKey = -1;
  #last = 0;

  of(user: number, project: number): number {
    const key = user * 2 ** 21 + (project % 2 ** 21);
    if (key !== this.#lastKey) {
      this.#last = this.#known.get(key) ?? this.#known.size;
      this.#known.set(key, this.#last);
      this.#lastKey = key;
    }
    return this.#last;
  }
}

function bitCount(word: number): number {
  let rest = word - ((word >>> 1) & 0x55_55_55_55);
  rest = (rest & 0x33_33_33_33) + ((rest >>> 2) & 0x33_33_33_33);
  return Math.imul((rest + (rest >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}
