import type { RiskState, Tool } from '@skills/schema';
import { riskStateSchema } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import { hourMs } from '../read/snap-window.ts';
import { idsOfTools, toolFallbacksOfLog, windowKeys } from './tool-fallbacks.ts';
import type { HourWindow } from './tool-hour-repository.ts';

const dayHours = 24;
/** Tools whose failures are looked at once more in an hour, of some 4 ms each. */
const mostAgain = 6;

/** What was kept of the 24 hours before `untilMs`, while the log of those hours is as it was. */
export async function readRiskState(reader: SqlReader, untilMs: number): Promise<RiskState | undefined> {
  const untilHour = untilMs / hourMs;
  const [row] = await reader.all(
    `SELECT content FROM execution_risk_state WHERE until_hour = ?1
       AND NOT EXISTS (SELECT 1 FROM execution_hour_open WHERE hour >= ?1 - ${dayHours} AND hour < ?1)`,
    [untilHour],
  );
  if (row === undefined) return undefined;
  const content: unknown = JSON.parse(toText(row[0]));
  return riskStateSchema.safeParse(content).data;
}

export async function storeRiskState(engine: SqlEngine, state: RiskState, untilMs: number): Promise<void> {
  await engine.transaction(async (transaction) =>
    transaction.run(
      `INSERT INTO execution_risk_state (state_id, until_hour, content) VALUES (1, ?1, ?2)
       ON CONFLICT (state_id) DO UPDATE SET until_hour = excluded.until_hour, content = excluded.content`,
      [untilMs / hourMs, JSON.stringify(state)],
    ),
  );
}

/**
 * Keeps what came after the failures of these tools and no others; what is known already is not counted again. The first run
 * of an hour counts every tool, a later one a few of those of which late events made it forget: the others are counted from
 * the log when they are asked for, and by the next runs.
 */
export async function keepToolFallbacks(engine: SqlEngine, tools: readonly Tool[], window: HourWindow): Promise<void> {
  const ids = await idsOfTools(engine, tools);
  const untilHour = window.untilMs / hourMs;
  const known = await engine.all('SELECT skill_id FROM tool_fallback WHERE next_id = 0 AND until_hour = ?1', [
    untilHour,
  ]);
  const kept = new Set(known.map(([id]) => id));
  const unknown = ids.filter((id) => !kept.has(id));
  const missing = kept.size === 0 ? unknown : unknown.slice(0, mostAgain);
  await engine.transaction(async (transaction) => {
    await transaction.run(
      'DELETE FROM tool_fallback WHERE skill_id NOT IN (SELECT value FROM json_each(?1)) OR until_hour <> ?2',
      [JSON.stringify(ids), untilHour],
    );
    await transaction.run(
      `INSERT INTO tool_fallback (skill_id, next_id, until_hour, tried, resolved)
       SELECT skill_id, next_id, ?4, tried, resolved FROM (${toolFallbacksOfLog})`,
      [JSON.stringify(missing), ...windowKeys(window), untilHour],
    );
  });
}

/** What was found holds no more for the tools of the hours [`?1`, `?2`) that are open, and of those before, whose next executions are in them. */
export async function forgetFindings(transaction: SqlTransaction, window: readonly number[]): Promise<void> {
  await transaction.run('DELETE FROM execution_risk_state WHERE until_hour > ?1 AND until_hour - 24 < ?2', window);
  await transaction.run(
    `DELETE FROM tool_fallback WHERE skill_id IN (
       SELECT t.skill_id FROM execution_hour_open AS o CROSS JOIN tier2_tool_hours AS t ON t.hour IN (o.hour - 1, o.hour)
       WHERE o.hour >= ?1 AND o.hour < ?2)`,
    window,
  );
}
