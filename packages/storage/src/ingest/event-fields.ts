import type { SqlRow, SqlValue } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber } from '../read/cell.ts';
import { mergeDetails } from './event-details.ts';

/** Fields that a later view may fill, and their columns in `skill_event`. Ids refer to the dictionary tables. */
const fillableColumns = [
  ['projectId', 'project_id'],
  ['userId', 'user_id'],
  ['completed', 'completed'],
  ['durationSeconds', 'duration_seconds'],
  ['errorTypeLabel', 'error_type_label'],
  ['triggerLabel', 'trigger_label'],
  ['phaseLabel', 'phase_label'],
  ['modelLabel', 'model_label'],
  ['agentLabel', 'agent_label'],
  ['workflowPathLabel', 'workflow_path_label'],
  ['selectionRank', 'selection_rank'],
  ['rating', 'rating'],
  ['inputTokens', 'input_tokens'],
  ['outputTokens', 'output_tokens'],
  ['cacheReadTokens', 'cache_read_tokens'],
  ['cacheCreationTokens', 'cache_creation_tokens'],
  ['costUsd', 'cost_usd'],
] as const;

export type FillableField = (typeof fillableColumns)[number][0];

/** What the log keeps of a call beside its time. `completed` is 1, 0 or null. */
export type EventFields = Readonly<Record<FillableField, number | null>> & {
  readonly skillId: number;
  readonly sessionId: number;
  readonly sourceLabel: number;
  /** JSON, see `event-details.ts`. */
  readonly details: string | null;
};

/** A view that says nothing of the call. */
export const unknownEventFields: EventFields = {
  skillId: 0,
  sessionId: 0,
  sourceLabel: 0,
  projectId: null,
  userId: null,
  completed: null,
  durationSeconds: null,
  errorTypeLabel: null,
  triggerLabel: null,
  phaseLabel: null,
  modelLabel: null,
  agentLabel: null,
  workflowPathLabel: null,
  selectionRank: null,
  rating: null,
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheCreationTokens: null,
  costUsd: null,
  details: null,
};

const fillableFields: readonly FillableField[] = fillableColumns.map(([field]) => field);
const fillableColumnNames = fillableColumns.map(([, column]) => column);
const fixedColumns = ['skill_id', 'session_id', 'source_label'] as const;

/** Columns in the order of `readEventFields`, of a table alias. */
export function eventColumns(alias: string): string {
  return [...fixedColumns, ...fillableColumnNames, 'details'].map((column) => `${alias}.${column}`).join(', ');
}

/** @param offset - where the columns of `eventColumns` begin in the row */
export function readEventFields(row: SqlRow, offset: number): EventFields {
  const known: Partial<Record<FillableField, number | null>> = {};
  let index = offset + fixedColumns.length;
  for (const field of fillableFields) {
    known[field] = toNullableNumber(row[index]);
    index += 1;
  }
  return {
    ...unknownEventFields,
    ...known,
    skillId: toNumber(row[offset]),
    sessionId: toNumber(row[offset + 1]),
    sourceLabel: toNumber(row[offset + 2]),
    details: toNullableText(row[index]),
  };
}

/** One bit per fillable field that is known, in the order of `fillableFields`. */
export function knownFieldsMask(fields: EventFields): number {
  let mask = 0;
  for (let index = 0; index < fillableFields.length; index += 1) {
    const field = fillableFields[index];
    if (field !== undefined && fields[field] !== null) mask |= 1 << index;
  }
  return mask;
}

/** SQL for the mask of the fields that are NULL. */
export const nullFieldsMaskSql: string = fillableColumnNames
  .map((column, index) => `((e.${column} IS NULL) << ${index})`)
  .join(' | ');

/**
 * The call as known, with what was null filled from a later view. Completed once: a view that contradicts the known
 * outcome changes nothing.
 *
 * @returns `known` itself when there is nothing to fill
 */
export function fillEventFields(known: EventFields, view: EventFields): EventFields {
  if (known.completed !== null && view.completed !== null && known.completed !== view.completed) return known;
  const filled: Partial<Record<FillableField, number | null>> = {};
  let changed = false;
  for (const field of fillableFields) {
    if (known[field] !== null || view[field] === null) continue;
    filled[field] = view[field];
    changed = true;
  }
  const details = mergeDetails(known.details, view.details);
  return changed || details !== known.details ? { ...known, ...filled, details } : known;
}

export const eventInsertColumns: readonly string[] = ['event_key', ...fixedColumns, ...fillableColumnNames, 'details'];

/** In the order of `eventInsertColumns`. Written out: a loop over field names takes five times as long. */
export function pushEvent(values: SqlValue[], key: bigint, fields: EventFields): void {
  values.push(
    key,
    fields.skillId,
    fields.sessionId,
    fields.sourceLabel,
    fields.projectId,
    fields.userId,
    fields.completed,
    fields.durationSeconds,
    fields.errorTypeLabel,
    fields.triggerLabel,
    fields.phaseLabel,
    fields.modelLabel,
    fields.agentLabel,
    fields.workflowPathLabel,
    fields.selectionRank,
    fields.rating,
    fields.inputTokens,
    fields.outputTokens,
    fields.cacheReadTokens,
    fields.cacheCreationTokens,
    fields.costUsd,
    fields.details,
  );
}

export const eventUpdateSql: string = `UPDATE skill_event SET ${[...fillableColumnNames, 'details']
  .map((column) => `${column} = ?`)
  .join(', ')} WHERE event_key = ?`;

export function toUpdateRow(key: bigint, fields: EventFields): SqlRow {
  return [...fillableFields.map((field) => fields[field]), fields.details, key];
}
