import type {
  DurationQuantiles,
  RollupWindow,
  SkillCounts,
  SkillFilter,
  SkillKind,
  SkillRow,
  TopResult,
} from '@skills/schema';
import { resultWindow } from './result-window.ts';
import { skillRow } from './skill-row.ts';

export type SkillRankingDependencies = {
  readonly rollups: {
    /** The most used first. */
    skillCounts(
      window: RollupWindow,
      filter: SkillFilter & { readonly limit?: number | undefined },
    ): Promise<readonly SkillCounts[]>;
    /** One entry per skill asked for, in that order. */
    durationQuantiles(
      window: RollupWindow,
      skills: readonly { readonly skillName: string; readonly kind: SkillKind }[],
      projectId?: string,
    ): Promise<readonly DurationQuantiles[]>;
  };
};

export type RankingFilter = SkillFilter & { readonly limit?: number | undefined };

const noQuantiles: DurationQuantiles = { p50: null, p95: null };

/** Skills by use, with how well each works. */
export class SkillRanking {
  readonly #rollups: SkillRankingDependencies['rollups'];

  constructor({ rollups }: SkillRankingDependencies) {
    this.#rollups = rollups;
  }

  /** @throws {RangeError} when the window is not snapped */
  async top(window: RollupWindow, filter: RankingFilter = {}): Promise<TopResult> {
    return { window: resultWindow(window), skills: [...(await this.rows(window, filter))] };
  }

  /** The rows of `top` alone. */
  async rows(window: RollupWindow, filter: RankingFilter = {}): Promise<readonly SkillRow[]> {
    const counts = await this.#rollups.skillCounts(window, filter);
    const quantiles = await this.#rollups.durationQuantiles(window, counts, filter.projectId);
    return counts.map((skill, index) => skillRow(skill, quantiles[index] ?? noQuantiles));
  }

  /**
   * Those of the rows that `choose` picks by their counts. Quantiles are read of them alone: they are most of the time.
   *
   * @throws {RangeError} when the window is not snapped
   */
  async chosenRows(
    window: RollupWindow,
    { choose, ...filter }: RankingFilter & { readonly choose: (rows: readonly SkillRow[]) => readonly SkillRow[] },
  ): Promise<readonly SkillRow[]> {
    const counts = await this.#rollups.skillCounts(window, filter);
    const rows = counts.map((skill) => skillRow(skill, noQuantiles));
    const chosen = new Set(choose(rows));
    const kept = counts.flatMap((skill, index) => {
      const row = rows[index];
      return row !== undefined && chosen.has(row) ? [skill] : [];
    });
    const quantiles = await this.#rollups.durationQuantiles(window, kept, filter.projectId);
    return kept.map((skill, index) => skillRow(skill, quantiles[index] ?? noQuantiles));
  }
}
