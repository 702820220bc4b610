import { toTimestamp, type SkillKind } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import {
  toBigInt,
  toBytes,
  toNullableBoolean,
  toNullableNumber,
  toNullableText,
  toSkillKind,
  toText,
} from '../read/cell.ts';
import { timeOfEventKey } from '../read/event-key-range.ts';
import { parseEventDetails } from '../read/parse-event-details.ts';
import { toStoredEmbedding } from './stored-embeddings.ts';

/** One call as `SkillsStorage` returns it. `null` and empty lists stand for what is not known. */
export type StoredInvocation = {
  /** Key of the row in the log; the predecessor's own id for rows that it wrote. Exceeds 2^53. */
  readonly id: bigint;
  readonly skillName: string;
  readonly kind: SkillKind;
  /** ISO 8601 UTC. */
  readonly invokedAt: string;
  readonly sessionId: string;
  readonly workflowPath: string | null;
  /** `null`: still open or unknown. */
  readonly completed: boolean | null;
  readonly durationSeconds: number | null;
  readonly userQuery: string | null;
  readonly alternativesConsidered: readonly string[];
  readonly selectionRank: number | null;
  readonly followUpActions: readonly string[];
  readonly errorType: string | null;
  /** 384 numbers; `null` also for stored bytes that are none. */
  readonly embedding: Float32Array | null;
  readonly workflowPhase: string | null;
  readonly workflowStepId: string | null;
};

/** Joins of `storedInvocationColumns`, on the event `e`. */
export const storedInvocationSource = `
  skill_event AS e
  JOIN skill AS k ON k.skill_id = e.skill_id
  JOIN session AS s ON s.session_id = e.session_id
  LEFT JOIN skill_event_legacy AS g ON g.event_key = e.event_key`;

export const storedInvocationColumns = `
  coalesce(g.id, e.event_key), k.name, k.kind, e.event_key, s.external_id,
  (SELECT text FROM label WHERE label_id = e.workflow_path_label), e.completed, e.duration_seconds,
  g.user_query, e.selection_rank,
  (SELECT text FROM label WHERE label_id = e.error_type_label), g.embedding,
  (SELECT text FROM label WHERE label_id = e.phase_label), e.details`;

export function toStoredInvocation(row: SqlRow): StoredInvocation {
  const details = parseEventDetails(toNullableText(row[13]));
  return {
    id: toBigInt(row[0]),
    skillName: toText(row[1]),
    kind: toSkillKind(row[2]),
    invokedAt: toTimestamp(timeOfEventKey(toBigInt(row[3]))),
    sessionId: toText(row[4]),
    workflowPath: toNullableText(row[5]),
    completed: toNullableBoolean(row[6]),
    durationSeconds: toNullableNumber(row[7]),
    userQuery: toNullableText(row[8]),
    alternativesConsidered: details.alternatives ?? [],
    selectionRank: toNullableNumber(row[9]),
    followUpActions: details.followUpActions ?? [],
    errorType: toNullableText(row[10]),
    embedding: row[11] === null ? null : toStoredEmbedding(toBytes(row[11])),
    workflowPhase: toNullableText(row[12]),
    workflowStepId: details.workflowStepId ?? null,
  };
}

/** By the key of the row, or by the predecessor's id. */
export async function readInvocation(reader: SqlReader, id: bigint): Promise<StoredInvocation | undefined> {
  const [row] = await reader.all(
    `SELECT ${storedInvocationColumns} FROM ${storedInvocationSource}
     WHERE e.event_key = coalesce((SELECT event_key FROM skill_event_legacy WHERE id = ?1), ?1)`,
    [id],
  );
  return row === undefined ? undefined : toStoredInvocation(row);
}

/** By the keys of their rows. */
export async function readInvocations(
  reader: SqlReader,
  keys: readonly bigint[],
): Promise<ReadonlyMap<bigint, StoredInvocation>> {
  const rows = await reader.all(
    `SELECT ${storedInvocationColumns} FROM ${storedInvocationSource}
     WHERE e.event_key IN (SELECT CAST(value AS INTEGER) FROM json_each(?1))`,
    [JSON.stringify(keys.map(String))],
  );
  return new Map(rows.map((row) => [toBigInt(row[3]), toStoredInvocation(row)]));
}

/** In the order of time. */
export async function readSessionInvocations(
  reader: SqlReader,
  sessionId: string,
): Promise<readonly StoredInvocation[]> {
  const rows = await reader.all(
    `SELECT ${storedInvocationColumns} FROM ${storedInvocationSource}
     WHERE e.session_id = (SELECT session_id FROM session WHERE external_id = ?1)
     ORDER BY e.event_key`,
    [sessionId],
  );
  return rows.map(toStoredInvocation);
}
