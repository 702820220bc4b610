import type { SessionSets } from './session-sets.ts';

/** How often skills and pairs of skills were seen, in distinct sessions. */
export type PairCounts = {
  /** Sessions in which any of the skills ran. */
  readonly sessions: number;
  /** Sessions of each skill. */
  readonly sessionsOfSkill: Uint32Array;
  /** Sessions of the pair (a, b), a < b, at `a * skillCount + b`. */
  readonly shared: Uint32Array;
};

/** Counts every pair of every session. Distinct skills are what it costs, not calls. */
export function pairCounts({ skillCount, sessionCount, offsets, skills }: SessionSets): PairCounts {
  const sessionsOfSkill = new Uint32Array(skillCount);
  const shared = new Uint32Array(skillCount * skillCount);
  for (let session = 0; session < sessionCount; session += 1) {
    const end = offsets[session + 1] ?? 0;
    for (let place = offsets[session] ?? 0; place < end; place += 1) {
      const skill = skills[place] ?? 0;
      sessionsOfSkill[skill] = (sessionsOfSkill[skill] ?? 0) + 1;
      const row = skill * skillCount;
      for (let other = place + 1; other < end; other += 1) {
        const pair = row + (skills[other] ?? 0);
        shared[pair] = (shared[pair] ?? 0) + 1;
      }
    }
  }
  return { sessions: sessionCount, sessionsOfSkill, shared };
}
