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
  const bits = new Int32Array(sessions * words);
  const calls = new Uint32Array(sessions);
  const users = new Int32Array(sessions);
  const projects = new Int32Array(sessions);
  for (const { events, skill, session, user, project } of blocks) {
    for (let event = 0; event < events; event += 1) {
      const place = placeOfSkill[skill[event] ?? 0] ?? -1;
      if (place < 0) continue;
      const at = session[event] ?? 0;
      const word = at * words + (place >>> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (place & 31));
      calls[at] = (calls[at] ?? 0) + 1;
      // The first user and project that the session names are its own.
      if (users[at] === 0) users[at] = user[event] ?? 0;
      if (projects[at] === 0) projects[at] = project[event] ?? 0;
    }
  }
  return withoutEmpty({ skillCount, words, bits, calls, groups: groupNumbers(users, projects) });
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

/** One number for each user and project, from 0, in the order of the sessions. */
function groupNumbers(users: Int32Array, projects: Int32Array): Uint32Array {
  const known = new Map<number, number>();
  const numbers = new Uint32Array(users.length);
  let [lastKey, last] = [-1, 0];
  for (let session = 0; session < users.length; session += 1) {
    const key = (users[session] ?? 0) * 2 ** 21 + ((projects[session] ?? 0) % 2 ** 21);
    if (key !== lastKey) {
      last = known.get(key) ?? known.size;
      known.set(key, last);
      lastKey = key;
    }
    numbers[session] = last;
  }
  return numbers;
}

type BitSets = {
  readonly skillCount: number;
  readonly words: number;
  readonly bits: Int32Array;
  readonly calls: Uint32Array;
  readonly groups: Uint32Array;
};

function withoutEmpty({ skillCount, words, bits, calls, groups }: BitSets): SessionSets {
  let [kept, size] = [0, 0];
  for (const own of calls) if (own > 0) kept += 1;
  for (let word = 0; word < bits.length; word += 1) size += bitCount(bits[word] ?? 0);
  const offsets = new Uint32Array(kept + 1);
  const skills = new Uint16Array(size);
  const keptCalls = new Uint32Array(kept);
  const keptGroups = new Uint32Array(kept);
  let [session, position] = [0, 0];
  for (let at = 0; at < calls.length; at += 1) {
    if (calls[at] === 0) continue;
    for (let word = 0; word < words; word += 1) {
      // Clears the lowest bit that is set until none is left.
      for (let rest = bits[at * words + word] ?? 0; rest !== 0; rest &= rest - 1) {
        skills[position] = word * bitsPerWord + (31 - Math.clz32(rest & -rest));
        position += 1;
      }
    }
    keptCalls[session] = calls[at] ?? 0;
    keptGroups[session] = groups[at] ?? 0;
    session += 1;
    offsets[session] = position;
  }
  return { skillCount, sessionCount: kept, offsets, skills, calls: keptCalls, groups: keptGroups };
}

function bitCount(word: number): number {
  let rest = word - ((word >>> 1) & 0x55_55_55_55);
  rest = (rest & 0x33_33_33_33) + ((rest >>> 2) & 0x33_33_33_33);
  return Math.imul((rest + (rest >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}
