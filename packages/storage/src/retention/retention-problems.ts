import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { isCompactionPending } from '../erasure/pending-compaction.ts';
import { hasSealedTables } from './restore-sealed.ts';

/** Whether the days say what the log and the sealed days say together, as sentences; empty when they do. */
export async function retentionProblems(reader: SqlReader): Promise<readonly string[]> {
  if (!(await hasSealedTables(reader))) return [];
  const [row] = await reader.all(
    `SELECT (SELECT count(*) FROM skill_event) + (SELECT total(invocations) FROM sealed_call_day WHERE project_id = 0),
       (SELECT total(invocations) FROM skill_rollup_day WHERE project_id = 0),
       (SELECT total(messages) FROM sealed_usage_day), (SELECT total(messages) FROM usage_rollup_day WHERE project_id = 0),
       (SELECT count(*) FROM message_usage) + (SELECT count(*) FROM skill_event WHERE coalesce(input_tokens,
         output_tokens, cache_read_tokens, cache_creation_tokens, cost_usd) IS NOT NULL),
       EXISTS (SELECT 1 FROM rollup_stale)`,
  );
  const [calls = 0, counted = 0, sealedMessages = 0, messages = 0, logged = 0, isStale = 0] = (row ?? []).map(toNumber);
  const unfinished = (await isCompactionPending(reader))
    ? [
        'an erasure ended before the file was written anew, which still has its bytes; run skills db prune or skills erase again',
      ]
    : [];
  if (isStale === 1) return unfinished;
  const fix = 'run skills db rebuild';
  return [
    ...unfinished,
    ...(calls === counted ? [] : [`the days count ${counted} calls, the log and what is sealed ${calls}; ${fix}`]),
    ...(messages === sealedMessages + logged
      ? []
      : [`the days count ${messages} messages, the log and what is sealed ${sealedMessages + logged}; ${fix}`]),
  ];
}
