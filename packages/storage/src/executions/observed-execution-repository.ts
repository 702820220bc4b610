import type { ExecutionPlace, ObservedExecution, RiskState, Tool } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toBigInt, toNullableBoolean, toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { firstEventKeyAt, timeOfEventKey } from '../read/event-key-range.ts';
import { LogNames } from '../segments/log-names.ts';
import { executionKindsSql } from './execution-columns.ts';
import { readRiskState } from './execution-findings.ts';
import { type ExecutionColumns, readExecutionColumns } from './execution-stream.ts';
import { readToolFallbacks, type ToolFallbacks } from './tool-fallbacks.ts';
import { type HourWindow, toTool } from './tool-hour-repository.ts';

export type ObservedExecutionRepositoryDependencies = { readonly engine: SqlReader };

export type ExecutionIds = {
  readonly tools: readonly number[];
  readonly labels: readonly number[];
  readonly sessions: readonly number[];
};

export type ExecutionNames = {
  readonly tools: ReadonlyMap<number, Tool>;
  readonly labels: ReadonlyMap<number, string>;
  readonly sessions: ReadonlyMap<number, string>;
};

/** Single executions of the log, and what was kept of them when their hours were summarised. */
export class ObservedExecutionRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ObservedExecutionRepositoryDependencies) {
    this.#engine = engine;
  }

  /** @param sinceMs - UTC epoch milliseconds, half open */
  async columns(sinceMs: number, untilMs: number): Promise<ExecutionColumns> {
    return readExecutionColumns(this.#engine, sinceMs, untilMs);
  }

  /** Those that are still in the log, each with its place. */
  async at(places: readonly ExecutionPlace[]): Promise<readonly (readonly [ExecutionPlace, ObservedExecution])[]> {
    if (places.length === 0) return [];
    const rows = await this.#engine.all(
      `SELECT p.key, e.event_key, k.name, k.kind, e.completed, n.external_id,
         (SELECT text FROM label WHERE label_id = e.agent_label), e.details ->> '$.taskId',
         (SELECT text FROM label WHERE label_id = e.phase_label),
         (SELECT text FROM label WHERE label_id = e.error_type_label), e.duration_seconds, e.cost_usd
       FROM json_each(?1) AS p
       CROSS JOIN skill_event AS e ON e.event_key = ((p.value ->> 0) << 21 | (p.value ->> 1))
       CROSS JOIN skill AS k ON k.skill_id = e.skill_id CROSS JOIN session AS n ON n.session_id = e.session_id
       WHERE k.kind IN (${executionKindsSql})`,
      [JSON.stringify(places)],
    );
    return rows.flatMap((row) => {
      const place = places[toNumber(row[0])];
      return place === undefined ? [] : [[place, toExecution(row, 1)] as const];
    });
  }

  async names({ tools, labels, sessions }: ExecutionIds): Promise<ExecutionNames> {
    const [ofTools, ofSessions, texts] = [
      await this.#engine.all(
        `SELECT skill_id, name, kind FROM skill
         WHERE skill_id IN (SELECT value FROM json_each(?1)) AND kind IN (${executionKindsSql})`,
        [JSON.stringify(tools)],
      ),
      await this.#engine.all(
        'SELECT session_id, external_id FROM session WHERE session_id IN (SELECT value FROM json_each(?1))',
        [JSON.stringify(sessions)],
      ),
      await new LogNames({ engine: this.#engine }).labels(labels),
    ];
    return {
      tools: new Map(ofTools.map((row) => [toNumber(row[0]), toTool(row[1], row[2])])),
      labels: texts,
      sessions: new Map(ofSessions.map((row) => [toNumber(row[0]), toText(row[1])])),
    };
  }

  /** Failures of sessions, by id. */
  async failuresOfSessions(
    sessions: readonly number[],
    sinceMs: number,
    untilMs: number,
  ): Promise<ReadonlyMap<number, number>> {
    if (sessions.length === 0) return new Map();
    const rows = await this.#engine.all(
      `SELECT e.session_id, count(*) FROM json_each(?1) AS s
       CROSS JOIN skill_event AS e INDEXED BY skill_event_session ON e.session_id = s.value
       WHERE e.event_key >= ?2 AND e.event_key < ?3 AND e.completed = 0
         AND e.skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))
       GROUP BY e.session_id`,
      [JSON.stringify(sessions), firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs)],
    );
    return new Map(rows.map((row) => [toNumber(row[0]), toNumber(row[1])]));
  }

  async riskState(untilMs: number): Promise<RiskState | undefined> {
    return readRiskState(this.#engine, untilMs);
  }

  /** What came next after the latest failures, by tool in the order asked for. */
  async fallbacks(tools: readonly Tool[], window: HourWindow): Promise<readonly ToolFallbacks[]> {
    return tools.length === 0 ? [] : readToolFallbacks(this.#engine, tools, window);
  }
}

function toExecution(row: SqlRow, offset: number): ObservedExecution {
  return {
    atMs: timeOfEventKey(toBigInt(row[offset])),
    ...toTool(row[offset + 1], row[offset + 2]),
    success: toNullableBoolean(row[offset + 3]),
    sessionId: toText(row[offset + 4]),
    agentId: toNullableText(row[offset + 5]),
    taskId: toTextOfAny(row[offset + 6]),
    workflowPhase: toNullableText(row[offset + 7]),
    errorType: toNullableText(row[offset + 8]),
    durationSeconds: toNullableNumber(row[offset + 9]),
    costUsd: toNullableNumber(row[offset + 10]),
  };
}

/** JSON of a program that wrote a number where a text belongs. */
function toTextOfAny(cell: SqlRow[number] | undefined): string | null {
  return typeof cell === 'number' ? String(toNumber(cell)) : toNullableText(cell);
}
