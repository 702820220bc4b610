import { SkillsError, type SkillKind } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import {
  toBigInt,
  toNullableBoolean,
  toNullableNumber,
  toNullableText,
  toNumber,
  toSkillKind,
  toText,
} from './cell.ts';
import { timeOfEventKey } from './event-key-range.ts';
import { sessionSkillSummaries, type SessionSkillSummary } from './session-skill-summary.ts';

export type SessionSummary = {
  readonly sessionId: string;
  readonly projectId: string | null;
  /** UTC epoch milliseconds of the first and last record seen. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly invocations: number;
};

export type SessionEvent = {
  readonly skillName: string;
  readonly kind: SkillKind;
  /** UTC epoch milliseconds. */
  readonly invokedAtMs: number;
  readonly completed: boolean | null;
  readonly durationSeconds: number | null;
  readonly errorType: string | null;
  readonly trigger: string | null;
  readonly model: string | null;
  readonly agentId: string | null;
  readonly workflowPhase: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheCreationTokens: number | null;
  readonly costUsd: number | null;
};

export type SessionDetail = SessionSummary & {
  /** In the order of time. */
  readonly events: readonly SessionEvent[];
  /** The most used first. */
  readonly skills: readonly SessionSkillSummary[];
};

export type SessionRepositoryDependencies = { readonly engine: SqlReader };

export class SessionRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SessionRepositoryDependencies) {
    this.#engine = engine;
  }

  /** @throws {SkillsError} 'not-found' */
  async session(sessionId: string): Promise<SessionDetail> {
    const [head] = await this.#engine.all(`${summaryQuery} WHERE s.external_id = ?1`, [sessionId]);
    if (head === undefined) throw new SkillsError('not-found', `no session ${sessionId} in the database`);
    const rows = await this.#engine.all(eventsQuery, [sessionId]);
    const events = rows.map(toSessionEvent);
    return { ...toSessionSummary(head), events, skills: sessionSkillSummaries(events) };
  }

  /** The sessions seen last, newest first. */
  async recentSessions(
    options: { readonly limit?: number; readonly projectId?: string | undefined } = {},
  ): Promise<readonly SessionSummary[]> {
    const rows = await this.#engine.all(
      `${summaryQuery}
       WHERE ?1 IS NULL OR p.external_id = ?1
       ORDER BY s.last_at_ms DESC NULLS LAST, s.session_id DESC LIMIT ?2`,
      [options.projectId ?? null, options.limit ?? 20],
    );
    return rows.map(toSessionSummary);
  }
}

const summaryQuery = `
  SELECT s.external_id, p.external_id, s.first_at_ms, s.last_at_ms,
    (SELECT count(*) FROM skill_event AS e WHERE e.session_id = s.session_id)
  FROM session AS s LEFT JOIN project AS p ON p.project_id = s.project_id`;

const eventsQuery = `
  SELECT k.name, k.kind, e.event_key, e.completed, e.duration_seconds,
    (SELECT text FROM label WHERE label_id = e.error_type_label),
    (SELECT text FROM label WHERE label_id = e.trigger_label),
    (SELECT text FROM label WHERE label_id = e.model_label),
    (SELECT text FROM label WHERE label_id = e.agent_label),
    (SELECT text FROM label WHERE label_id = e.phase_label),
    e.input_tokens, e.output_tokens, e.cache_read_tokens, e.cache_creation_tokens, e.cost_usd
  FROM session AS s
  JOIN skill_event AS e ON e.session_id = s.session_id
  JOIN skill AS k ON k.skill_id = e.skill_id
  WHERE s.external_id = ?1
  ORDER BY e.event_key`;

function toSessionSummary(row: SqlRow): SessionSummary {
  return {
    sessionId: toText(row[0]),
    projectId: toNullableText(row[1]),
    firstAtMs: toNullableNumber(row[2]),
    lastAtMs: toNullableNumber(row[3]),
    invocations: toNumber(row[4]),
  };
}

function toSessionEvent(row: SqlRow): SessionEvent {
  return {
    skillName: toText(row[0]),
    kind: toSkillKind(row[1]),
    invokedAtMs: timeOfEventKey(toBigInt(row[2])),
    completed: toNullableBoolean(row[3]),
    durationSeconds: toNullableNumber(row[4]),
    errorType: toNullableText(row[5]),
    trigger: toNullableText(row[6]),
    model: toNullableText(row[7]),
    agentId: toNullableText(row[8]),
    workflowPhase: toNullableText(row[9]),
    inputTokens: toNullableNumber(row[10]),
    outputTokens: toNullableNumber(row[11]),
    cacheReadTokens: toNullableNumber(row[12]),
    cacheCreationTokens: toNullableNumber(row[13]),
    costUsd: toNullableNumber(row[14]),
  };
}
