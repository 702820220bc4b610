import type {
  CheckpointInsight,
  EndInsight,
  RollupWindow,
  SessionResult,
  SkillRow,
  StartInsight,
} from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { comparedWithUsual, type UsualSession } from './compare-session.ts';
import { sequenceOfSkills, spanOfCalls } from './session-course.ts';
import { sessionFindings } from './session-findings.ts';
import { failingBelow, failingSkills, minOutcomes, mostUsedSkills } from './start-skills.ts';

export type SessionInsightsDependencies = {
  readonly ranking: {
    /** Rows that `choose` picks among all, the most used first; only they have quantiles. */
    chosenRows(
      window: RollupWindow,
      question: {
        readonly projectId?: string | undefined;
        readonly choose: (rows: readonly SkillRow[]) => readonly SkillRow[];
      },
    ): Promise<readonly SkillRow[]>;
  };
  readonly sessions: {
    /** @throws {SkillsError} 'not-found' */
    show(sessionId: string): Promise<SessionResult>;
    list(options: {
      readonly limit: number;
      readonly projectId?: string | undefined;
    }): Promise<{ readonly sessions: readonly { readonly sessionId: string }[] }>;
  };
  readonly usual: {
    usualSessions(question: {
      readonly beforeMs: number;
      readonly projectId: string | null;
      readonly limit: number;
    }): Promise<readonly UsualSession[]>;
  };
  readonly now: () => number;
};

export type InsightQuestion = {
  /** The one seen last when left out. */
  readonly sessionId?: string | undefined;
  readonly projectId?: string | undefined;
};

const dayMs = 86_400_000;
const historyDays = 30;
const mostUsualSessions = 200;

/** What is worth knowing at the start, in the middle and at the end of a session. */
export class SessionInsights {
  readonly #dependencies: SessionInsightsDependencies;

  constructor(dependencies: SessionInsightsDependencies) {
    this.#dependencies = dependencies;
  }

  /** The skills of the project that are used most, and those that fail. Tools are passed over. */
  async start({ projectId }: Pick<InsightQuestion, 'projectId'> = {}): Promise<StartInsight> {
    const { ranking, now } = this.#dependencies;
    const today = Math.floor(now() / dayMs) * dayMs;
    const window = { sinceMs: today - (historyDays - 1) * dayMs, untilMs: today + dayMs, bucket: 'day' } as const;
    const rows = await ranking.chosenRows(window, {
      projectId,
      choose: (all) => [...mostUsedSkills(all), ...failingSkills(all)],
    });
    return {
      moment: 'start',
      window: resultWindow(window),
      projectId: projectId ?? null,
      topSkills: mostUsedSkills(rows),
      failingSkills: failingSkills(rows),
      failingBelow,
      minOutcomes,
    };
  }

  /**
   * What went wrong so far: skills that fail, that were tried again, and that are slower than they were.
   *
   * @throws {SkillsError} 'not-found'
   */
  async checkpoint(question: InsightQuestion): Promise<CheckpointInsight> {
    const session = await this.#session(question);
    const startedAtMs = spanOfCalls(session)?.startMs ?? this.#dependencies.now();
    // The day of the session itself is left out: it is not its own history.
    const untilMs = Math.floor(startedAtMs / dayMs) * dayMs;
    const window = { sinceMs: untilMs - historyDays * dayMs, untilMs, bucket: 'day' } as const;
    const used = new Set(session.events.map(({ skillName }) => skillName));
    const history = await this.#dependencies.ranking.chosenRows(window, {
      choose: (rows) => rows.filter(({ skillName }) => used.has(skillName)),
    });
    return {
      moment: 'checkpoint',
      sessionId: session.sessionId,
      projectId: session.projectId,
      calls: session.events.length,
      historyWindow: resultWindow(window),
      findings: [...sessionFindings(session.events, history)],
    };
  }

  /**
   * How the session went, beside earlier ones of its project.
   *
   * @throws {SkillsError} 'not-found'
   */
  async end(question: InsightQuestion): Promise<EndInsight> {
    const session = await this.#session(question);
    const { projectId } = session;
    const span = spanOfCalls(session);
    const beforeMs = span?.startMs ?? this.#dependencies.now();
    const usual = await this.#dependencies.usual.usualSessions({ beforeMs, projectId, limit: mostUsualSessions });
    return {
      moment: 'end',
      sessionId: session.sessionId,
      projectId,
      startedAt: span === null ? null : toTimestamp(span.startMs),
      endedAt: span === null ? null : toTimestamp(span.endMs),
      calls: session.events.length,
      completed: session.completed,
      failed: session.failed,
      skills: session.skills.map((skill) => ({ ...skill })),
      sequence: sequenceOfSkills(session),
      usualSessions: usual.length,
      compared: [
        ...comparedWithUsual(
          {
            calls: session.events.length,
            skills: session.uniqueSkills,
            completed: session.completed,
            failed: session.failed,
            minutes: span === null ? 0 : (span.endMs - span.startMs) / 60_000,
          },
          usual,
        ),
      ],
    };
  }

  async #session({ sessionId, projectId }: InsightQuestion): Promise<SessionResult> {
    const { sessions } = this.#dependencies;
    const asked = sessionId ?? (await sessions.list({ limit: 1, projectId })).sessions[0]?.sessionId;
    if (asked === undefined) throw new SkillsError('not-found', 'no session was seen yet');
    return sessions.show(asked);
  }
}
