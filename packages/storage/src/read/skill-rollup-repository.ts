import type { DurationQuantiles, RollupWindow, SkillBucket, SkillCounts, SkillFilter, SkillKind } from '@skills/schema';
import { mergedDurationQuantiles } from '../rollup/merged-duration-quantiles.ts';
import type { SqlReader, SqlValue } from '../engine/sql-engine.ts';
import { toBytes, toNumber, toSkillKind, toText } from './cell.ts';
import { rollupSource } from './rollup-source.ts';
import { skillCountsQuery, toSkillCounts } from './skill-counts-query.ts';
import { readWindowTotals, type WindowTotals } from './window-totals.ts';

export type SkillRollupRepositoryDependencies = { readonly engine: SqlReader };

export type SkillIdentity = { readonly skillName: string; readonly kind: SkillKind };

export type SkillDurationQuantiles = SkillIdentity & DurationQuantiles;

/** What dashboards ask, answered from rollups alone. Windows come from `snapWindow`. */
export class SkillRollupRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SkillRollupRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Skills of a window, the most used first, equal ones by name.
   *
   * @throws {RangeError} when the window is not snapped, or names a project by the hour
   */
  async skillCounts(
    window: RollupWindow,
    filter: SkillFilter & { readonly limit?: number | undefined } = {},
  ): Promise<readonly SkillCounts[]> {
    const source = rollupSource(window, filter.projectId);
    const limit = filter.limit === undefined ? [] : [filter.limit];
    const rows = await this.#engine.all(skillCountsQuery(source, { ranked: limit.length > 0 }), [
      ...source.parameters,
      ...skillCondition(filter),
      ...limit,
    ]);
    return rows.map(toSkillCounts);
  }

  /** Quantiles of the known durations, one entry per skill asked for and in that order. */
  async durationQuantiles(
    window: RollupWindow,
    skills: readonly SkillIdentity[],
    projectId?: string,
  ): Promise<readonly SkillDurationQuantiles[]> {
    const source = rollupSource(window, projectId);
    const rows = await this.#engine.all(
      `SELECT j.key, r.duration_sketch
       FROM json_each(?4) AS j
       CROSS JOIN skill AS s ON s.name = j.value ->> 0 AND s.kind = j.value ->> 1
       CROSS JOIN ${source.table} AS r
       WHERE ${source.ofProject('r')} r.skill_id = s.skill_id AND r.${source.bucket} >= ?2 AND r.${source.bucket} < ?3
         AND r.duration_sketch IS NOT NULL`,
      [...source.parameters, JSON.stringify(skills.map(({ skillName, kind }) => [skillName, kind]))],
    );
    const sketches = Map.groupBy(rows, (row) => toNumber(row[0]));
    return skills.map(({ skillName, kind }, index) => ({
      skillName,
      kind,
      ...mergedDurationQuantiles((sketches.get(index) ?? []).map((row) => toBytes(row[1]))),
    }));
  }

  /** One entry per skill and bucket in which it ran, by name, kind and time. */
  async skillBuckets(window: RollupWindow, filter: SkillFilter = {}): Promise<readonly SkillBucket[]> {
    const source = rollupSource(window, filter.projectId);
    const rows = await this.#engine.all(
      `SELECT s.name, s.kind, r.${source.bucket}, r.invocations, r.completed, r.failed, r.duration_count,
         r.duration_us_sum, r.sessions
       FROM skill AS s CROSS JOIN ${source.table} AS r
       WHERE ${source.ofProject('r')} r.skill_id = s.skill_id AND r.${source.bucket} >= ?2 AND r.${source.bucket} < ?3
         AND (?4 IS NULL OR s.name = ?4) AND (?5 IS NULL OR s.kind = ?5)
       ORDER BY s.name, s.kind, r.${source.bucket}`,
      [...source.parameters, ...skillCondition(filter)],
    );
    return rows.map((row) => ({
      skillName: toText(row[0]),
      kind: toSkillKind(row[1]),
      startMs: toNumber(row[2]) * source.bucketMs,
      invocations: toNumber(row[3]),
      completed: toNumber(row[4]),
      failed: toNumber(row[5]),
      durationCount: toNumber(row[6]),
      durationSecondsSum: toNumber(row[7]) / 1e6,
      sessions: toNumber(row[8]),
    }));
  }

  /** The whole window in one line. */
  async totals(window: RollupWindow, projectId?: string): Promise<WindowTotals> {
    return readWindowTotals(this.#engine, window, projectId);
  }
}

function skillCondition(filter: SkillFilter): readonly SqlValue[] {
  return [filter.skillName ?? null, filter.kind ?? null];
}
