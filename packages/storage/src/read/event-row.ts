import { identityPrefix, triggers, type SkillInvocation } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import {
  toBigInt,
  toNullableBoolean,
  toNullableText,
  toOptionalNumber,
  toOptionalText,
  toSkillKind,
  toText,
} from './cell.ts';
import { timeOfEventKey } from './event-key-range.ts';
import { parseEventDetails } from './parse-event-details.ts';

/** Columns that `toInvocation` reads, of the event `e` joined with its skill `k` and its session `s`. */
export const eventRowColumns = `
  e.event_key, k.name, k.kind, s.external_id,
  (SELECT text FROM label WHERE label_id = e.source_label),
  e.completed, e.duration_seconds,
  (SELECT external_id FROM project WHERE project_id = e.project_id),
  (SELECT pseudonym FROM app_user WHERE user_id = e.user_id),
  (SELECT text FROM label WHERE label_id = e.error_type_label),
  (SELECT text FROM label WHERE label_id = e.trigger_label),
  (SELECT text FROM label WHERE label_id = e.phase_label),
  (SELECT text FROM label WHERE label_id = e.model_label),
  (SELECT text FROM label WHERE label_id = e.agent_label),
  (SELECT text FROM label WHERE label_id = e.workflow_path_label),
  e.selection_rank, e.rating, e.input_tokens, e.output_tokens, e.cache_read_tokens, e.cache_creation_tokens,
  e.cost_usd, e.details`;

/** The call as it would come from its source, with what is unknown left out; the user is a pseudonym. */
export function toInvocation(row: SqlRow, identity: string): SkillInvocation {
  return {
    callId: identityPrefix + identity,
    source: toText(row[4]),
    kind: toSkillKind(row[2]),
    skillName: toText(row[1]),
    invokedAtMs: timeOfEventKey(toBigInt(row[0])),
    completed: toNullableBoolean(row[5]),
    sessionId: toText(row[3]),
    durationSeconds: toOptionalNumber(row[6]),
    projectId: toOptionalText(row[7]),
    userId: toOptionalText(row[8]),
    errorType: toOptionalText(row[9]),
    trigger: triggers.find((known) => known === row[10]),
    workflowPhase: toOptionalText(row[11]),
    model: toOptionalText(row[12]),
    agentId: toOptionalText(row[13]),
    workflowPath: toOptionalText(row[14]),
    selectionRank: toOptionalNumber(row[15]),
    rating: toOptionalNumber(row[16]),
    inputTokens: toOptionalNumber(row[17]),
    outputTokens: toOptionalNumber(row[18]),
    cacheReadTokens: toOptionalNumber(row[19]),
    cacheCreationTokens: toOptionalNumber(row[20]),
    costUsd: toOptionalNumber(row[21]),
    ...parseEventDetails(toNullableText(row[22])),
  };
}
