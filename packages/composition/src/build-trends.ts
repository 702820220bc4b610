import { TimeSeriesAnalyzer } from '@skills/services';
import { SkillRollupRepository, TrendRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

/** Trends of an open database. */
export function buildTrends(engine: SqlEngine, now: () => number): TimeSeriesAnalyzer {
  return new TimeSeriesAnalyzer({
    trends: new TrendRepository({ engine }),
    rollups: new SkillRollupRepository({ engine }),
    now,
  });
}
