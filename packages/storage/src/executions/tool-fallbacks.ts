import type { Tool } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { hourMs } from '../read/snap-window.ts';
import { executionKindsSql } from './execution-columns.ts';
import { type HourWindow, toTool } from './tool-hour-repository.ts';

export type ToolFallbacks = {
  /** Latest failures that were looked at. */
  readonly failures: number;
  /** Tools that came next, the failed one among them; others of a few tries are left out. */
  readonly next: readonly (Tool & { readonly tried: number; readonly resolved: number })[];
};

// Enough for an interval of seven percent; the latest tell most.
const latestFailures = 200;
/** The failed tool is needed again when it runs within so many executions more. */
const laterExecutions = 5;
/** What comes later is no answer to the failure. */
const longestPauseMs = 15 * 60_000;
/** Another tool of fewer tries is no evidence: so `compareFallbacks`. */
const fewestTries = 5;

const ofTask = `x.session_id = f.session_id AND x.agent_label IS f.agent_label
  AND x.skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))`;

/**
 * SELECT of `skill_id`, `next_id`, `tried` and `resolved` for the tools of the JSON array `?1`, by their latest failures from
 * key `?2` to below `?3`: what their sessions and agents did next. `next_id` 0 has the number of failures.
 */
export const toolFallbacksOfLog: string = `
  WITH failure AS MATERIALIZED (
    SELECT f.event_key, f.skill_id, f.session_id, f.agent_label, f.phase_label,
      (SELECT x.event_key FROM skill_event AS x INDEXED BY skill_event_session
       WHERE ${ofTask} AND x.event_key > f.event_key
         AND x.event_key < min(?3, (((f.event_key >> 21) + ${longestPauseMs + 1}) << 21))
       ORDER BY x.event_key LIMIT 1) AS next_key
    FROM json_each(?1) AS t CROSS JOIN skill_event AS f ON f.event_key IN (
      SELECT x.event_key FROM skill_event AS x INDEXED BY skill_event_skill
      WHERE x.skill_id = t.value AND x.event_key >= ?2 AND x.event_key < ?3 AND x.completed = 0
      ORDER BY x.event_key DESC LIMIT ${latestFailures})
  ), answer AS (
    SELECT f.skill_id, n.skill_id AS next_id,
      n.completed = 1 AND (n.skill_id = f.skill_id OR NOT EXISTS (
        SELECT 1 FROM (
          SELECT x.skill_id FROM skill_event AS x INDEXED BY skill_event_session
          WHERE ${ofTask} AND x.event_key > f.next_key AND x.event_key < ?3
          ORDER BY x.event_key LIMIT ${laterExecutions}) AS later
        WHERE later.skill_id = f.skill_id)) AS resolved
    FROM failure AS f CROSS JOIN skill_event AS n ON n.event_key = f.next_key
    WHERE n.completed IS NOT NULL
      AND (f.phase_label IS NULL OR n.phase_label IS NULL OR f.phase_label = n.phase_label)
  )
  SELECT skill_id, 0 AS next_id, count(*) AS tried, 0 AS resolved FROM failure GROUP BY skill_id
  UNION ALL
  SELECT value, 0, 0, 0 FROM json_each(?1) WHERE value NOT IN (SELECT skill_id FROM failure)
  UNION ALL
  SELECT skill_id, next_id, count(*), sum(resolved) FROM answer GROUP BY skill_id, next_id
  HAVING count(*) >= ${fewestTries} OR skill_id = next_id`;

/** By tool, in the order asked for: what was kept where it holds, the others from the log. */
export async function readToolFallbacks(
  reader: SqlReader,
  tools: readonly Tool[],
  window: HourWindow,
): Promise<readonly ToolFallbacks[]> {
  const ids = await idsOfTools(reader, tools);
  const hours = [window.sinceMs / hourMs, window.untilMs / hourMs];
  const kept = await reader.all(
    `SELECT f.skill_id, f.next_id, f.tried, f.resolved, s.name, s.kind
     FROM tool_fallback AS f LEFT JOIN skill AS s ON s.skill_id = f.next_id
     WHERE f.until_hour = ?2 AND f.skill_id IN (SELECT value FROM json_each(?3))
       AND NOT EXISTS (SELECT 1 FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2)
     ORDER BY f.skill_id, f.next_id`,
    [...hours, JSON.stringify(ids)],
  );
  const known = new Set(kept.map((row) => toNumber(row[0])));
  const missing = ids.filter((id) => !known.has(id));
  const counted =
    missing.length === 0
      ? []
      : await reader.all(
          `SELECT f.skill_id, f.next_id, f.tried, f.resolved, s.name, s.kind
           FROM (${toolFallbacksOfLog}) AS f LEFT JOIN skill AS s ON s.skill_id = f.next_id
           ORDER BY f.skill_id, f.next_id`,
          [JSON.stringify(missing), ...windowKeys(window)],
        );
  const byTool = Map.groupBy([...kept, ...counted], (row) => toNumber(row[0]));
  return ids.map((id) => {
    const rows = byTool.get(id) ?? [];
    return {
      failures: toNumber(rows.find((row) => row[1] === 0)?.[2] ?? 0),
      next: rows
        .filter((row) => row[1] !== 0)
        .map((row) => Object.assign({ tried: toNumber(row[2]), resolved: toNumber(row[3]) }, toTool(row[4], row[5]))),
    };
  });
}

/** In the order of the tools; 0 for one that is not in the log. */
export async function idsOfTools(reader: SqlReader, tools: readonly Tool[]): Promise<readonly number[]> {
  const rows = await reader.all(
    `SELECT coalesce((SELECT skill_id FROM skill WHERE name = t.value ->> 0 AND kind = t.value ->> 1), 0)
     FROM json_each(?1) AS t ORDER BY t.key`,
    [JSON.stringify(tools.map(({ toolName, kind }) => [toolName, kind]))],
  );
  return rows.map(([id]) => toNumber(id));
}

/** First key of the window, and the one behind its last. */
export function windowKeys({ sinceMs, untilMs }: HourWindow): readonly [bigint, bigint] {
  return [firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs)];
}
