import type { LogBlock } from './log-source.ts';
import { addCall, emptyTally, type OutcomeTally } from './outcome-tally.ts';

/** Calls of one phase, and of each skill in it. Ids are those of the log. */
export type PhaseTally = {
  readonly all: OutcomeTally;
  readonly bySkill: Map<number, OutcomeTally>;
  readonly sessions: Set<number>;
  readonly durations: number[];
  /** Sum of the places at which sessions reach the phase, for the order of phases. */
  placeSum: number;
};

export type PhaseTallies = {
  readonly byPhase: ReadonlyMap<number, PhaseTally>;
  readonly withoutPhase: number;
};

/** Counts the calls of each phase. */
export async function phaseTallies(blocks: AsyncIterable<LogBlock>): Promise<PhaseTallies> {
  const byPhase = new Map<number, PhaseTally>();
  const reached = new Map<number, number>();
  let withoutPhase = 0;
  for await (const block of blocks) {
    for (let event = 0; event < block.events; event += 1) {
      const phase = block.phase[event] ?? 0;
      if (phase === 0) {
        withoutPhase += 1;
        continue;
      }
      const tally = byPhase.get(phase) ?? newPhase(byPhase, phase);
      const session = block.session[event] ?? 0;
      if (!tally.sessions.has(session)) {
        const place = (reached.get(session) ?? 0) + 1;
        reached.set(session, place);
        tally.sessions.add(session);
        tally.placeSum += place;
      }
      const skill = block.skill[event] ?? 0;
      const ofSkill = tally.bySkill.get(skill) ?? emptyTally();
      tally.bySkill.set(skill, ofSkill);
      const seconds = block.durationSeconds[event] ?? Number.NaN;
      const completed = block.completed[event] ?? -1;
      addCall(tally.all, completed, seconds);
      addCall(ofSkill, completed, seconds);
      if (seconds >= 0) tally.durations.push(seconds);
    }
  }
  return { byPhase, withoutPhase };
}

function newPhase(byPhase: Map<number, PhaseTally>, phase: number): PhaseTally {
  const tally = { all: emptyTally(), bySkill: new Map(), sessions: new Set<number>(), durations: [], placeSum: 0 };
  byPhase.set(phase, tally);
  return tally;
}
