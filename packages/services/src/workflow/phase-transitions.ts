import { median } from '@skills/analytics';
import type { LogBlock } from './log-source.ts';

/** Moves from one phase to another. Ids are those of the log. */
export type PhaseMoves = {
  readonly fromPhase: number;
  readonly toPhase: number;
  readonly count: number;
  readonly sessions: number;
  /** How often each skill began the phase moved to. */
  readonly startsOfSkill: ReadonlyMap<number, number>;
  readonly medianGapMs: number;
  readonly averageGapMs: number;
};

/**
 * How sessions move from phase to phase, each pair once. Calls without a phase are passed over, and two calls of one
 * phase in a row are no move.
 *
 * @param blocks - in the order of time
 * @param session - only this one
 */
export async function phaseMoves(blocks: AsyncIterable<LogBlock>, session?: number): Promise<readonly PhaseMoves[]> {
  const last = new Map<number, { readonly phase: number; readonly atMs: number }>();
  const moves = new Map<number, Map<number, Moves>>();
  for await (const block of blocks) {
    for (let event = 0; event < block.events; event += 1) {
      const phase = block.phase[event] ?? 0;
      const id = block.session[event] ?? 0;
      if (phase === 0 || (session !== undefined && id !== session)) continue;
      const atMs = block.atMs[event] ?? 0;
      const before = last.get(id);
      last.set(id, { phase, atMs });
      if (before === undefined || before.phase === phase) continue;
      const from = moves.get(before.phase) ?? new Map<number, Moves>();
      moves.set(before.phase, from);
      const own: Moves = from.get(phase) ?? { gapsMs: [], sessions: new Set(), startsOfSkill: new Map() };
      from.set(phase, own);
      const skill = block.skill[event] ?? 0;
      own.gapsMs.push(atMs - before.atMs);
      own.sessions.add(id);
      own.startsOfSkill.set(skill, (own.startsOfSkill.get(skill) ?? 0) + 1);
    }
  }
  return [...moves].flatMap(([fromPhase, from]) =>
    [...from].map(([toPhase, { gapsMs, sessions, startsOfSkill }]) => ({
      fromPhase,
      toPhase,
      count: gapsMs.length,
      sessions: sessions.size,
      startsOfSkill,
      medianGapMs: median(gapsMs),
      averageGapMs: gapsMs.reduce((sum, gap) => sum + gap, 0) / gapsMs.length,
    })),
  );
}

type Moves = { readonly gapsMs: number[]; readonly sessions: Set<number>; readonly startsOfSkill: Map<number, number> };
