import type { SessionListResult, SessionResult, SessionRow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';

type Summary = {
  readonly sessionId: string;
  readonly projectId: string | null;
  /** UTC epoch milliseconds. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly invocations: number;
};
type StoredEvent = Omit<SessionResult['events'][number], 'invokedAt'> & { readonly invokedAtMs: number };
type Stored = Summary & {
  readonly events: readonly StoredEvent[];
  readonly skills: readonly SessionResult['skills'][number][];
};

export type SessionReportDependencies = {
  readonly sessions: {
    /** @throws {SkillsError} 'not-found' */
    session(sessionId: string): Promise<Stored>;
    recentSessions(options: {
      readonly limit?: number;
      readonly projectId?: string | undefined;
    }): Promise<readonly Summary[]>;
  };
};

/** What happened in which session. */
export class SessionReport {
  readonly #sessions: SessionReportDependencies['sessions'];

  constructor({ sessions }: SessionReportDependencies) {
    this.#sessions = sessions;
  }

  /** The sessions seen last. */
  async list(options: { readonly limit: number; readonly projectId?: string | undefined }): Promise<SessionListResult> {
    return { sessions: (await this.#sessions.recentSessions(options)).map(sessionRow) };
  }

  /** @throws {SkillsError} 'not-found' */
  async show(sessionId: string): Promise<SessionResult> {
    const session = await this.#sessions.session(sessionId);
    return {
      ...sessionRow(session),
      uniqueSkills: session.skills.length,
      completed: session.events.filter(({ completed }) => completed === true).length,
      failed: session.events.filter(({ completed }) => completed === false).length,
      totalDurationSeconds: session.events.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0),
      skills: session.skills.map(({ skillName, kind, invocations, completed, failed, durationSeconds }) => ({
        skillName,
        kind,
        invocations,
        completed,
        failed,
        durationSeconds,
      })),
      events: session.events.map(sessionEvent),
    };
  }
}

function sessionRow({ sessionId, projectId, firstAtMs, lastAtMs, invocations }: Summary): SessionRow {
  return {
    sessionId,
    projectId,
    firstAt: firstAtMs === null ? null : toTimestamp(firstAtMs),
    lastAt: lastAtMs === null ? null : toTimestamp(lastAtMs),
    invocations,
  };
}

function sessionEvent(event: StoredEvent): SessionResult['events'][number] {
  return {
    invokedAt: toTimestamp(event.invokedAtMs),
    skillName: event.skillName,
    kind: event.kind,
    completed: event.completed,
    durationSeconds: event.durationSeconds,
    errorType: event.errorType,
    trigger: event.trigger,
    model: event.model,
    agentId: event.agentId,
    workflowPhase: event.workflowPhase,
    costUsd: event.costUsd,
  };
}
