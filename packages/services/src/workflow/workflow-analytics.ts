import { median, wilsonScoreInterval } from '@skills/analytics';
import type {
  BottleneckRow,
  BottlenecksResult,
  PhaseSkillRow,
  PhasesResult,
  RollupWindow,
  TransitionRow,
  TransitionsResult,
  WorkflowReport,
} from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import type { LogNameSource, LogSource } from './log-source.ts';
import { emptyTally, outcomeFigures, type OutcomeTally } from './outcome-tally.ts';
import { type PhaseMoves, phaseMoves } from './phase-transitions.ts';
import { type PhaseTally, phaseTallies } from './phase-tallies.ts';

export type WorkflowAnalyticsDependencies = { readonly log: LogSource; readonly names: LogNameSource };

export type BottleneckQuestion = {
  readonly window: RollupWindow;
  /** Fraction. Default 0.3. */
  readonly minAbandonmentRate?: number | undefined;
  /** Calls with a known outcome that a phase needs. Default 3. */
  readonly minInvocations?: number | undefined;
};

export type TransitionQuestion = { readonly window: RollupWindow; readonly sessionId?: string | undefined };

const mostSkillsNamed = 3;
const reportedAbandonmentRate = 0.2;

/** How skills do in the phases of a workflow, and how sessions go through them. */
export class WorkflowAnalytics {
  readonly #log: LogSource;
  readonly #names: LogNameSource;

  constructor({ log, names }: WorkflowAnalyticsDependencies) {
    this.#log = log;
    this.#names = names;
  }

  async phases(window: RollupWindow): Promise<PhasesResult> {
    const { byPhase, withoutPhase } = await this.#tallies(window);
    const nameOf = await this.#namesOf([...byPhase.keys()]);
    const inOrder = [...byPhase].toSorted(([, a], [, b]) => placeOf(a) - placeOf(b));
    return {
      window: resultWindow(window),
      withoutPhase,
      phases: inOrder.map(([phase, { all, bySkill, sessions, durations }]) => ({
        workflowPhase: nameOf.phase(phase),
        ...outcomeFigures(all),
        medianDurationSeconds: durations.length === 0 ? null : median(durations),
        skills: byName(bySkill, nameOf.skill).size,
        sessions: sessions.size,
      })),
      skills: inOrder.flatMap(([phase, { bySkill }]) =>
        [...byName(bySkill, nameOf.skill)]
          .map(([skillName, tally]): PhaseSkillRow =>
            Object.assign(outcomeFigures(tally), { skillName, workflowPhase: nameOf.phase(phase) }),
          )
          .toSorted(mostReliableFirst),
      ),
    };
  }

  /** Phases in which calls often fail, the worst first. */
  async bottlenecks({
    window,
    minAbandonmentRate = 0.3,
    minInvocations = 3,
  }: BottleneckQuestion): Promise<BottlenecksResult> {
    const { byPhase } = await this.#tallies(window);
    const nameOf = await this.#namesOf([...byPhase.keys()]);
    const bottlenecks = [...byPhase]
      .filter(([, { all }]) => {
        const known = all.completed + all.failed;
        return known >= Math.max(1, minInvocations) && all.failed / known >= minAbandonmentRate;
      })
      .map(([phase, tally]) => toBottleneck(nameOf.phase(phase), tally, nameOf.skill))
      .toSorted((a, b) => b.abandonmentRate - a.abandonmentRate || b.invocations - a.invocations);
    return { window: resultWindow(window), minAbandonmentRate, minInvocations, bottlenecks };
  }

  /**
   * How sessions move from phase to phase, the most frequent first.
   *
   * @throws {SkillsError} 'not-found' when the session is not in the log
   */
  async transitions({ window, sessionId }: TransitionQuestion): Promise<TransitionsResult> {
    const session = sessionId === undefined ? undefined : await this.#names.sessionId(sessionId);
    if (sessionId !== undefined && session === undefined) {
      throw new SkillsError('not-found', `there is no session ${JSON.stringify(sessionId)}`);
    }
    const moves = await phaseMoves(this.#log.blocks(['atMs', 'skill', 'session', 'phase'], window), session);
    const nameOf = await this.#namesOf(moves.flatMap(({ fromPhase, toPhase }) => [fromPhase, toPhase]));
    const movesFrom = new Map<number, number>();
    for (const { fromPhase, count } of moves) movesFrom.set(fromPhase, (movesFrom.get(fromPhase) ?? 0) + count);
    return {
      window: resultWindow(window),
      ...(sessionId === undefined ? {} : { sessionId }),
      transitions: moves
        .map((move) => toTransition(move, movesFrom.get(move.fromPhase) ?? 1, nameOf))
        .toSorted((a, b) => b.invocationCount - a.invocationCount || compare(a.fromPhase, b.fromPhase)),
    };
  }

  /** Phases, bottlenecks, transitions, and the skill to use in each phase: one that works at least half of the time. */
  async report(window: RollupWindow): Promise<WorkflowReport> {
    const { withoutPhase, phases, skills } = await this.phases(window);
    const { bottlenecks } = await this.bottlenecks({ window, minAbandonmentRate: reportedAbandonmentRate });
    const { transitions } = await this.transitions({ window });
    const recommendations = phases.flatMap(({ workflowPhase }) => {
      const [best] = skills
        .filter((skill) => skill.workflowPhase === workflowPhase && (skill.completionRateLower ?? 0) >= 0.5)
        .toSorted((a, b) => (b.completionRateLower ?? 0) - (a.completionRateLower ?? 0));
      return best === undefined ? [] : [best];
    });
    return { window: resultWindow(window), withoutPhase, phases, skills, bottlenecks, transitions, recommendations };
  }

  async #tallies(window: RollupWindow): ReturnType<typeof phaseTallies> {
    return phaseTallies(this.#log.blocks(['skill', 'session', 'phase', 'completed', 'durationSeconds'], window));
  }

  async #namesOf(phases: readonly number[]): Promise<NamesOf> {
    const labels = await this.#names.labels([...new Set(phases)]);
    const skills = new Map((await this.#names.skills()).map(({ skillId, skillName }) => [skillId, skillName]));
    return { phase: (id) => labels.get(id) ?? '', skill: (id) => skills.get(id) ?? '' };
  }
}

type NamesOf = { readonly phase: (id: number) => string; readonly skill: (id: number) => string };

function placeOf({ placeSum, sessions }: PhaseTally): number {
  return placeSum / sessions.size;
}

/** One name may have several kinds, and so several ids. */
function byName(bySkill: ReadonlyMap<number, OutcomeTally>, nameOf: NamesOf['skill']): Map<string, OutcomeTally> {
  const named = new Map<string, OutcomeTally>();
  for (const [skill, tally] of bySkill) {
    const sum = named.get(nameOf(skill)) ?? emptyTally();
    named.set(nameOf(skill), {
      invocations: sum.invocations + tally.invocations,
      completed: sum.completed + tally.completed,
      failed: sum.failed + tally.failed,
      durations: sum.durations + tally.durations,
      durationSeconds: sum.durationSeconds + tally.durationSeconds,
      lostSeconds: sum.lostSeconds + tally.lostSeconds,
    });
  }
  return named;
}

/** Unknown rates last; equal ones by calls, then by name. */
function mostReliableFirst(a: PhaseSkillRow, b: PhaseSkillRow): number {
  const byRate = (b.completionRate ?? -1) - (a.completionRate ?? -1);
  return byRate || b.invocations - a.invocations || compare(a.skillName, b.skillName);
}

function toBottleneck(workflowPhase: string, { all, bySkill }: PhaseTally, nameOf: NamesOf['skill']): BottleneckRow {
  const known = all.completed + all.failed;
  const abandonmentRate = all.failed / known;
  const { lower, upper } = wilsonScoreInterval(all.failed, known);
  const failing = [...byName(bySkill, nameOf)].filter(([, { failed }]) => failed > 0);
  return {
    workflowPhase,
    invocations: all.invocations,
    failed: all.failed,
    abandonmentRate,
    abandonmentRateLower: lower,
    abandonmentRateUpper: upper,
    bottleneckScore: abandonmentRate,
    severity: abandonmentRate >= 0.5 ? 'critical' : abandonmentRate >= 0.3 ? 'warning' : 'monitor',
    averageDurationSeconds: outcomeFigures(all).averageDurationSeconds,
    lostSeconds: all.lostSeconds,
    skills: failing
      .map(([skillName, { invocations, failed }]) => ({ skillName, invocations, failed }))
      .toSorted((a, b) => b.failed - a.failed || compare(a.skillName, b.skillName))
      .slice(0, mostSkillsNamed),
  };
}

function toTransition(move: PhaseMoves, movesFrom: number, nameOf: NamesOf): TransitionRow {
  const starts = new Map<string, number>();
  for (const [skill, count] of move.startsOfSkill) {
    starts.set(nameOf.skill(skill), (starts.get(nameOf.skill(skill)) ?? 0) + count);
  }
  const [mostCommon] = [...starts].toSorted(([a, left], [b, right]) => right - left || compare(a, b));
  return {
    fromPhase: nameOf.phase(move.fromPhase),
    toPhase: nameOf.phase(move.toPhase),
    invocationCount: move.count,
    probability: move.count / movesFrom,
    sessions: move.sessions,
    mostCommonSkill: mostCommon?.[0] ?? '',
    medianGapSeconds: move.medianGapMs / 1_000,
    averageGapSeconds: move.averageGapMs / 1_000,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
