import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import type { RetentionHorizons } from './retention-tiers.ts';

/** What `top` and `costs` are made of, over the tiers that are kept. Equal before and after a prune. */
export type RetentionTotals = Readonly<Record<(typeof names)[number], number>>;

const names = [
  'calls',
  'completed',
  'failed',
  'durations',
  'durationMicroseconds',
  'hourlyCalls',
  'sessionsPerDay',
  'messages',
  'tokens',
  'nanoDollars',
] as const;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export async function readRetentionTotals(
  reader: SqlReader,
  { hourly, daily }: RetentionHorizons,
): Promise<RetentionTotals> {
  const [row] = await reader.all(
    `SELECT d.calls, d.completed, d.failed, d.durations, d.us, h.calls, d.sessions, u.messages, u.tokens, u.nano
     FROM (SELECT total(invocations) AS calls, total(completed) AS completed, total(failed) AS failed,
         total(duration_count) AS durations, total(duration_us_sum) AS us, total(sessions) AS sessions
       FROM skill_rollup_day WHERE project_id = 0 AND day >= ?1) AS d,
     (SELECT total(invocations) AS calls FROM skill_rollup_hour WHERE hour >= ?2) AS h,
     (SELECT total(messages) AS messages,
         total(input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens) AS tokens,
         total(round(cost_usd * 1e9)) AS nano
       FROM usage_rollup_day WHERE project_id = 0 AND day >= ?1) AS u`,
    [daily / dayMs, hourly / hourMs],
  );
  const totals: Partial<Record<(typeof names)[number], number>> = {};
  for (const [index, name] of names.entries()) totals[name] = toNumber(row?.[index] ?? 0);
  return { ...emptyTotals, ...totals };
}

const emptyTotals: RetentionTotals = {
  calls: 0,
  completed: 0,
  failed: 0,
  durations: 0,
  durationMicroseconds: 0,
  hourlyCalls: 0,
  sessionsPerDay: 0,
  messages: 0,
  tokens: 0,
  nanoDollars: 0,
};
