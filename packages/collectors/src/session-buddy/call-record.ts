import { errorClass, parseTimestampMs } from '@skills/schema';
import type { SkillInvocation } from '@skills/schema';
import type { JsonObject } from '../records-of-line.ts';
import { clockSuspect, earliestMs } from '../time-bounds.ts';

export const sessionBuddySource = 'session-buddy';

/** Where a record was found. */
export type RecordPlace = {
  /** Of the project whose `.session-buddy` folder holds the file; `undefined` for files of the user. */
  readonly projectId: string | undefined;
  /** What is later was written by a clock that is wrong. UTC epoch milliseconds. */
  readonly latestMs: number;
};

/** Either a call, or why the record is none. */
export type ReadRecord =
  | { readonly invocation: SkillInvocation; readonly problem?: undefined }
  | { readonly invocation?: undefined; readonly problem: string };

const maxTextLength = 1024;
const maxListLength = 1000;
const maxDurationSeconds = 31_536_000;

/**
 * A record of the predecessor as a call, whatever its shape (A to F of the data model). `skill_name` and `invoked_at` are
 * required, times without an offset are UTC. `completed: false` means abandoned or failed there, so it counts as failed;
 * a row that was begun and never completed is open. The user's query is not read at all.
 *
 * The call id is made of the original texts, so the JSON file, its copies and the databases give one call one identity.
 * A record without a session (shape B) belongs to a session that stands for its project.
 *
 * @param record - fields named as in shape A; see `completedRecord` for shape E and `startedRow` for F
 */
export function readCallRecord(record: JsonObject, place: RecordPlace): ReadRecord {
  const skillName = textOf(record['skill_name']);
  if (skillName === undefined) return { problem: 'skill_name: expected a text of 1 to 1024 characters' };
  const invokedAt = textOf(record['invoked_at']);
  const invokedAtMs = invokedAt === undefined ? undefined : parseTimestampMs(invokedAt);
  if (invokedAtMs === undefined) return { problem: 'invoked_at: expected an ISO 8601 time' };
  if (invokedAtMs < earliestMs || invokedAtMs > place.latestMs) return { problem: clockSuspect };
  const completed = flagOf(record['completed']);
  if (completed === undefined) return { problem: 'completed: expected true, false or null' };
  const durationSeconds = record['duration_seconds'] ?? undefined;
  if (durationSeconds !== undefined && !isDuration(durationSeconds)) {
    return { problem: 'duration_seconds: expected seconds between 0 and a year' };
  }
  const sessionId = textOf(record['session_id']);
  const error = textOf(record['error_type']);
  const followUpCount = record['follow_up_count'];
  return {
    invocation: {
      callId: `session-buddy:${sessionId ?? ''}:${skillName}:${invokedAt}`,
      source: sessionBuddySource,
      kind: 'skill',
      skillName,
      invokedAtMs,
      completed,
      durationSeconds,
      sessionId: sessionId ?? `session-buddy:${place.projectId ?? 'no-project'}`,
      projectId: place.projectId,
      agentId: textOf(record['agent']),
      workflowPath: textOf(record['workflow_path']),
      workflowPhase: textOf(record['workflow_phase']),
      workflowStepId: textOf(record['workflow_step_id']),
      selectionRank: rankOf(record['selection_rank']),
      alternatives: listOf(record['alternatives_considered']),
      followUpActions: listOf(record['follow_up_actions']),
      errorType: error === undefined ? undefined : errorClass(error),
      metadata: isCount(followUpCount) ? { followUpCount } : undefined,
    },
  };
}

/** Shape E, an element of `skills.<name>`, under the field names of shape A. Milliseconds become seconds. */
export function completedRecord(record: JsonObject, skillName: string): JsonObject {
  const { duration_ms: durationMs, metadata, ...rest } = record;
  const context = isRecord(metadata) ? metadata : {};
  return {
    ...rest,
    skill_name: skillName,
    completed: record['success'] ?? null,
    duration_seconds: typeof durationMs === 'number' ? durationMs / 1000 : durationMs,
    workflow_path: context['workflow'],
    agent: context['agent'],
    follow_up_count: record['followup_actions'],
  };
}

/** Shape F, a row written at the start and completed later, under the field names of shape A. */
export function startedRow(row: JsonObject): JsonObject {
  const startedAt = textOf(row['created_at']);
  const endedAt = textOf(row['completed_at']);
  const startMs = startedAt === undefined ? undefined : parseTimestampMs(startedAt);
  const endMs = endedAt === undefined ? undefined : parseTimestampMs(endedAt);
  const measured = startMs !== undefined && endMs !== undefined && endMs >= startMs ? (endMs - startMs) / 1000 : null;
  return {
    ...row,
    invoked_at: startedAt,
    completed: endedAt === undefined ? null : row['completed'],
    duration_seconds: measured,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= maxTextLength ? value : undefined;
}

function flagOf(value: unknown): boolean | null | undefined {
  if (value === undefined || value === null) return null;
  if (value === 0 || value === 1) return value === 1;
  return typeof value === 'boolean' ? value : undefined;
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= maxDurationSeconds;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function rankOf(value: unknown): number | undefined {
  return isCount(value) && value <= 1_000_000 ? value : undefined;
}

/** A list, or JSON text of one as the databases hold it; what is not text in it is left out. */
function listOf(value: unknown): readonly string[] | undefined {
  const list = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) return undefined;
  const texts: readonly unknown[] = list.slice(0, maxListLength);
  return texts.filter((text): text is string => typeof text === 'string' && text.length <= maxTextLength);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
