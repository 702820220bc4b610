import type { DayUsage, RollupWindow, UsageCounts } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from './cell.ts';
import { rollupSource, type RollupSource } from './rollup-source.ts';
import { partSums, toUsageSums, usageSums } from './usage-row.ts';
import { wholeMonths } from './whole-months.ts';

export type UsageRepositoryDependencies = { readonly engine: SqlReader };

type UsageFilter = { readonly projectId?: string | undefined };

/** Tokens and stated costs, from the rollups of messages. Windows are of days: tokens are not kept by the hour. */
export class UsageRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: UsageRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * One entry per model and skill, the most messages first. Whole months are read as such: a year in the time of two
   * months.
   *
   * @param window - `snapWindow` with `bucket: 'day'`
   * @throws {RangeError} for a window of hours
   */
  async usage(window: RollupWindow, filter: UsageFilter = {}): Promise<readonly UsageCounts[]> {
    const { ofProject, parameters } = daySource(window, filter);
    const [project, from, to] = parameters;
    const { months, head, tail } = wholeMonths(toNumber(from), toNumber(to));
    const rows = await this.#engine.all(
      `WITH part AS (
         SELECT * FROM usage_rollup_month AS r WHERE ${ofProject('r')} r.month >= ?2 AND r.month < ?3
         UNION ALL SELECT * FROM usage_rollup_day AS r WHERE ${ofProject('r')} r.day >= ?4 AND r.day < ?5
         UNION ALL SELECT * FROM usage_rollup_day AS r WHERE ${ofProject('r')} r.day >= ?6 AND r.day < ?7
       ), r AS (
         SELECT model_label, skill_label, cost_stated, ${partSums} FROM part
         GROUP BY model_label, skill_label, cost_stated
       ), summed AS (
         SELECT r.model_label, r.skill_label, ${usageSums} FROM r GROUP BY r.model_label, r.skill_label
       )
       SELECT m.text, l.text, summed.* FROM summed
       JOIN label AS m ON m.label_id = summed.model_label
       LEFT JOIN label AS l ON l.label_id = summed.skill_label
       ORDER BY 5 DESC, 1, 2`,
      [project ?? null, months.from, months.to, head.from, head.to, tail.from, tail.to],
    );
    return rows.map(toUsageCounts);
  }

  /**
   * One entry per day and model that was used then, by day.
   *
   * @param window - as of `usage`
   */
  async dailyUsage(window: RollupWindow, filter: UsageFilter = {}): Promise<readonly DayUsage[]> {
    const { ofProject, parameters } = daySource(window, filter);
    const rows = await this.#engine.all(
      `SELECT r.day, m.text, ${usageSums} FROM model_rollup_day AS r
       JOIN label AS m ON m.label_id = r.model_label
       WHERE ${ofProject('r')} r.day >= ?2 AND r.day < ?3
       GROUP BY r.day, r.model_label
       ORDER BY r.day, m.text`,
      parameters,
    );
    return rows.map(toDayUsage);
  }

  /** The first UTC day with usage, in days since 1970-01-01; `null` without any. */
  async firstDay({ projectId }: UsageFilter = {}): Promise<number | null> {
    const { ofProject } = rollupSource({ sinceMs: 0, untilMs: 0, bucket: 'day' });
    const [row] = await this.#engine.all(`SELECT min(r.day) FROM model_rollup_day AS r WHERE ${ofProject('r')} true`, [
      projectId ?? null,
    ]);
    return toNullableNumber(row?.[0] ?? null);
  }
}

function toUsageCounts(row: SqlRow): UsageCounts {
  return { model: toText(row[0]), skillName: toNullableText(row[1]), ...toUsageSums(row, 4) };
}

function toDayUsage(row: SqlRow): DayUsage {
  return { day: toNumber(row[0]), model: toText(row[1]), skillName: null, ...toUsageSums(row, 2) };
}

function daySource(window: RollupWindow, { projectId }: UsageFilter): RollupSource {
  if (window.bucket !== 'day') throw new RangeError('usage requires a window of days: tokens are kept per day');
  return rollupSource(window, projectId);
}
