import { SkillsError, type WorkflowStatus, workflowStatuses } from '@skills/schema';
import type { SqlEngine, SqlRow } from '../engine/sql-engine.ts';
import { cleanText } from '../ingest/clean-text.ts';
import { toNullableNumber, toNullableText, toText } from '../read/cell.ts';

/** A recorded run of a workflow. */
export type WorkflowExecution = {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  readonly sessionId: string | null;
  /** ISO 8601 UTC with milliseconds, so that they sort. */
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly status: WorkflowStatus;
  /** Each once, in the order of first use. */
  readonly skillsUsed: readonly string[];
  readonly totalDurationMs: number | null;
  /** JSON. */
  readonly metadata: string | null;
};

export type WorkflowEnd = {
  readonly status: Exclude<WorkflowStatus, 'running'>;
  readonly completedAt: string;
  /** From start to end when left out. */
  readonly totalDurationMs?: number | undefined;
  /** In place of those known so far, when given. */
  readonly skillsUsed?: readonly string[] | undefined;
};

export type WorkflowExecutionRepositoryDependencies = { readonly engine: SqlEngine };

export class WorkflowExecutionRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: WorkflowExecutionRepositoryDependencies) {
    this.#engine = engine;
  }

  async execution(workflowId: string): Promise<WorkflowExecution | undefined> {
    const [row] = await this.#engine.all(`${columnsQuery} WHERE workflow_id = ?1`, [cleanText(workflowId)]);
    return row === undefined ? undefined : toExecution(row);
  }

  /** Those that began in `[since, until)`, in the order of time. */
  async executions(window: { readonly since: string; readonly until: string }): Promise<readonly WorkflowExecution[]> {
    const rows = await this.#engine.all(
      `${columnsQuery} WHERE started_at >= ?1 AND started_at < ?2 ORDER BY started_at, workflow_id`,
      [window.since, window.until],
    );
    return rows.map(toExecution);
  }

  /** @returns whether it is new; one whose id is known stays as it is */
  async add(execution: WorkflowExecution): Promise<boolean> {
    const row = [
      cleanText(execution.workflowId),
      cleanOptional(execution.projectId),
      cleanText(execution.workflowName),
      execution.startedAt,
      execution.completedAt,
      execution.status,
      skillsJson(execution.skillsUsed),
      execution.totalDurationMs,
      execution.metadata,
      cleanOptional(execution.sessionId),
    ];
    return this.#engine.transaction(async (transaction) => {
      const added = await transaction.run(
        `INSERT INTO workflow_executions (workflow_id, project_id, workflow_name, started_at, completed_at, status,
           skills_used, total_duration_ms, metadata, session_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workflow_id) DO NOTHING`,
        row,
      );
      return added > 0;
    });
  }

  /** @returns whether it was running; an end is written once */
  async end(workflowId: string, { status, completedAt, totalDurationMs, skillsUsed }: WorkflowEnd): Promise<boolean> {
    return this.#engine.transaction(async (transaction) => {
      const changed = await transaction.run(
        `UPDATE workflow_executions SET status = ?2, completed_at = ?3,
           total_duration_ms = coalesce(?4, max(0, round((julianday(?3) - julianday(started_at)) * 86400000))),
           skills_used = coalesce(?5, skills_used)
         WHERE workflow_id = ?1 AND status = 'running'`,
        [
          cleanText(workflowId),
          status,
          completedAt,
          totalDurationMs ?? null,
          skillsUsed === undefined ? null : skillsJson(skillsUsed),
        ],
      );
      return changed > 0;
    });
  }
}

const columnsQuery = `
  SELECT workflow_id, project_id, workflow_name, started_at, completed_at, status, skills_used, total_duration_ms,
    metadata, session_id
  FROM workflow_executions`;

function cleanOptional(text: string | null): string | null {
  return text === null ? null : cleanText(text);
}

function skillsJson(skills: readonly string[]): string {
  return JSON.stringify([...new Set(skills.map((name) => cleanText(name)))]);
}

function toExecution(row: SqlRow): WorkflowExecution {
  const status = workflowStatuses.find((known) => known === row[5]);
  if (status === undefined) throw new SkillsError('storage-corrupt', `a workflow has the status ${String(row[5])}`);
  return {
    workflowId: toText(row[0]),
    projectId: toNullableText(row[1]),
    workflowName: toText(row[2]),
    startedAt: toText(row[3]),
    completedAt: toNullableText(row[4]),
    status,
    skillsUsed: namesOf(toText(row[6])),
    totalDurationMs: toNullableNumber(row[7]),
    metadata: toNullableText(row[8]),
    sessionId: toNullableText(row[9]),
  };
}

function namesOf(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'string');
}
