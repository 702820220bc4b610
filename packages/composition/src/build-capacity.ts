import { CapacityAnalyzer } from '@skills/services';
import { CapacityRepository, SkillRollupRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

/** Agents and their load over an open database. */
export function buildCapacity(engine: SqlEngine): CapacityAnalyzer {
  return new CapacityAnalyzer({
    log: new CapacityRepository({ engine }),
    durations: new SkillRollupRepository({ engine }),
  });
}
