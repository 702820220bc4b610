import type { RollupWindow, UsageCounts } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableText, toNumber, toText } from './cell.ts';
import { rollupSource } from './rollup-source.ts';

export type UsageRepositoryDependencies = { readonly engine: SqlReader };

/** Tokens and stated costs, from the daily rollup of messages. */
export class UsageRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: UsageRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * One entry per model and skill, the most messages first.
   *
   * @param window - of days; tokens are not kept by the hour (`snapWindow` with `bucket: 'day'`)
   * @throws {RangeError} for a window of hours
   */
  async usage(
    window: RollupWindow,
    filter: { readonly projectId?: string | undefined } = {},
  ): Promise<readonly UsageCounts[]> {
    if (window.bucket !== 'day') throw new RangeError('usage requires a window of days: tokens are kept per day');
    const source = rollupSource(window, filter.projectId);
    const rows = await this.#engine.all(
      `SELECT m.text, l.text, sum(r.messages),
         sum(r.input_tokens), sum(r.output_tokens), sum(r.cache_read_tokens),
         sum(r.cache_creation_tokens), sum(r.cache_creation_1h_tokens),
         sum(CASE WHEN r.cost_stated THEN r.cost_usd ELSE 0.0 END),
         sum(CASE WHEN r.cost_stated THEN 0 ELSE r.input_tokens END),
         sum(CASE WHEN r.cost_stated THEN 0 ELSE r.output_tokens END),
         sum(CASE WHEN r.cost_stated THEN 0 ELSE r.cache_read_tokens END),
         sum(CASE WHEN r.cost_stated THEN 0 ELSE r.cache_creation_tokens END),
         sum(CASE WHEN r.cost_stated THEN 0 ELSE r.cache_creation_1h_tokens END)
       FROM usage_rollup_day AS r
       JOIN label AS m ON m.label_id = r.model_label
       LEFT JOIN label AS l ON l.label_id = r.skill_label
       WHERE ${source.ofProject('r')} r.day >= ?2 AND r.day < ?3
       GROUP BY r.model_label, r.skill_label
       ORDER BY 3 DESC, m.text, l.text`,
      source.parameters,
    );
    return rows.map((row) => ({
      model: toText(row[0]),
      skillName: toNullableText(row[1]),
      messages: toNumber(row[2]),
      inputTokens: toNumber(row[3]),
      outputTokens: toNumber(row[4]),
      cacheReadTokens: toNumber(row[5]),
      cacheCreationTokens: toNumber(row[6]),
      cacheCreation1hTokens: toNumber(row[7]),
      statedCostUsd: toNumber(row[8]),
      unstated: {
        inputTokens: toNumber(row[9]),
        outputTokens: toNumber(row[10]),
        cacheReadTokens: toNumber(row[11]),
        cacheCreationTokens: toNumber(row[12]),
        cacheCreation1hTokens: toNumber(row[13]),
      },
    }));
  }
}
