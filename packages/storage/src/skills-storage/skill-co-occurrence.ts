/** Two skills that ran in the same sessions. */
export type SkillPair = {
  /** In the order of text: `skillA < skillB`. */
  readonly skillA: string;
  readonly skillB: string;
  /** Distinct sessions in which both ran, however often. */
  readonly coOccurrenceCount: number;
  /**
   * How many times more often they share a session than they would by chance: N·|A∩B| / (|A|·|B|) over distinct
   * sessions. 1 is chance.
   */
  readonly lift: number;
};

/**
 * Co-occurrence and lift of every pair of skills that shares a session. N is the number of sessions in which any ran.
 *
 * Cost: one pass over the (session, skill) pairs and one over the pairs of skills of each session.
 *
 * @param sessionsBySkill - for each skill its distinct sessions, as numbers
 * @example
 * skillCoOccurrence(new Map([['lint', [1]], ['test', [1]], ['push', [2]]]));
 * // [{ skillA: 'lint', skillB: 'test', coOccurrenceCount: 1, lift: 2 }]
 */
export function skillCoOccurrence(sessionsBySkill: ReadonlyMap<string, readonly number[]>): readonly SkillPair[] {
  const names = [...sessionsBySkill.keys()].toSorted();
  const skillsBySession = new Map<number, number[]>();
  names.forEach((name, skill) => {
    for (const session of sessionsBySkill.get(name) ?? []) {
      const skills = skillsBySession.get(session);
      if (skills === undefined) skillsBySession.set(session, [skill]);
      else skills.push(skill);
    }
  });
  // Skills of a session are in ascending order, so that first < second; a number holds the pair.
  const shared = new Map<number, number>();
  for (const skills of skillsBySession.values()) {
    for (let place = 0; place < skills.length; place += 1) {
      const first = (skills[place] ?? 0) * names.length;
      for (let other = place + 1; other < skills.length; other += 1) {
        const pair = first + (skills[other] ?? 0);
        shared.set(pair, (shared.get(pair) ?? 0) + 1);
      }
    }
  }
  return [...shared].map(([pair, coOccurrenceCount]) => {
    const skillA = names[Math.floor(pair / names.length)] ?? '';
    const skillB = names[pair % names.length] ?? '';
    const sizeA = sessionsBySkill.get(skillA)?.length ?? 0;
    const sizeB = sessionsBySkill.get(skillB)?.length ?? 0;
    const lift = (skillsBySession.size * coOccurrenceCount) / (sizeA * sizeB);
    return { skillA, skillB, coOccurrenceCount, lift };
  });
}
