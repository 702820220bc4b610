import type { IdColumn } from '../dependencies/session-sets.ts';

/** What ran after what in each session. Calls of one skill in a row are one step. */
export type SessionSteps = {
  readonly skillCount: number;
  readonly sessionCount: number;
  /** Steps of session `s` are `offsets[s]` to below `offsets[s + 1]`, in the order of time; sessions by their first. */
  readonly offsets: Uint32Array;
  readonly skills: Uint16Array;
  /** Start of the first call of each step, and of its last; UTC epoch milliseconds. */
  readonly firstMs: Float64Array;
  readonly lastMs: Float64Array;
};

/** Calls in the order of time. Ids are positive. */
export type TimedCalls = {
  readonly events: number;
  readonly atMs: Float64Array;
  /** Id of the skill of each call. */
  readonly skill: IdColumn;
  readonly session: IdColumn;
};

export type SessionStepOptions = {
  /** Place of the skill with an id, from 0; -1 for skills that are passed over. */
  readonly placeOfSkill: Int32Array;
  /** More than the greatest place, at most 65,536. */
  readonly skillCount: number;
};

/**
 * Puts the calls of each session together: one counting sort, so that 10 million calls take a second.
 *
 * @throws {RangeError} for more than 65,536 skills
 */
export function sessionSteps(
  blocks: readonly TimedCalls[],
  { placeOfSkill, skillCount }: SessionStepOptions,
): SessionSteps {
  if (skillCount > 65_536) throw new RangeError(`sessionSteps requires at most 65536 skills, got ${skillCount}`);
  const sessions = new Map<number, number>();
  const sizes: number[] = [];
  forEachCall(blocks, placeOfSkill, ({ session }) => {
    const place = sessions.get(session) ?? sessions.size;
    if (place === sizes.length) {
      sessions.set(session, place);
      sizes.push(0);
    }
    sizes[place] = (sizes[place] ?? 0) + 1;
  });
  const next = new Uint32Array(sizes.length);
  let calls = 0;
  sizes.forEach((size, place) => {
    next[place] = calls;
    calls += size;
  });
  const skills = new Uint16Array(calls);
  const times = new Float64Array(calls);
  forEachCall(blocks, placeOfSkill, ({ session, skill, atMs }) => {
    const place = sessions.get(session) ?? 0;
    const position = next[place] ?? 0;
    skills[position] = skill;
    times[position] = atMs;
    next[place] = position + 1;
  });
  return withoutRepetitions({ skillCount, ends: next, skills, times });
}

type Call = { session: number; skill: number; atMs: number };

function forEachCall(blocks: readonly TimedCalls[], placeOfSkill: Int32Array, visit: (call: Call) => void): void {
  // One object for every call: ten million of them would be thrown away.
  const call: Call = { session: 0, skill: 0, atMs: 0 };
  for (const { events, atMs, skill, session } of blocks) {
    for (let event = 0; event < events; event += 1) {
      const place = placeOfSkill[skill[event] ?? 0] ?? -1;
      if (place < 0) continue;
      call.session = session[event] ?? 0;
      call.skill = place;
      call.atMs = atMs[event] ?? 0;
      visit(call);
    }
  }
}

type SortedCalls = {
  readonly skillCount: number;
  /** Position after the last call of each session. */
  readonly ends: Uint32Array;
  readonly skills: Uint16Array;
  readonly times: Float64Array;
};

function withoutRepetitions({ skillCount, ends, skills, times }: SortedCalls): SessionSteps {
  const offsets = new Uint32Array(ends.length + 1);
  const lastMs = new Float64Array(times.length);
  let step = 0;
  for (let session = 0; session < ends.length; session += 1) {
    const start = session === 0 ? 0 : (ends[session - 1] ?? 0);
    offsets[session] = step;
    for (let call = start; call < (ends[session] ?? 0); call += 1) {
      const atMs = times[call] ?? 0;
      if (call > start && skills[call] === skills[step - 1]) {
        lastMs[step - 1] = atMs;
        continue;
      }
      skills[step] = skills[call] ?? 0;
      times[step] = atMs;
      lastMs[step] = atMs;
      step += 1;
    }
  }
  offsets[ends.length] = step;
  return {
    skillCount,
    sessionCount: ends.length,
    offsets,
    skills: skills.slice(0, step),
    firstMs: times.slice(0, step),
    lastMs: lastMs.slice(0, step),
  };
}
