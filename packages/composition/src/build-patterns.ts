import { SkillDependencyReport, SkillSequences, WorkflowAnalytics } from '@skills/services';
import { EventSegments, LogNames, SkillPairRepository } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Patterns } from './composition.ts';

/** What goes with what, in an open database. */
export function buildPatterns(engine: SqlEngine, now: () => number): Patterns {
  const log = new EventSegments({ engine });
  const names = new LogNames({ engine });
  const pairs = new SkillPairRepository({ engine });
  const dependencies = new SkillDependencyReport({ log, names, pairs });
  return {
    dependencies,
    async updateDependencies(question, minCoOccurrence) {
      await log.refresh(engine);
      const store = async (...stored: Parameters<Parameters<typeof dependencies.update>[0]['store']>): Promise<void> =>
        pairs.store(engine, ...stored);
      return dependencies.update({ store, nowMs: now(), minCoOccurrence }, question);
    },
    sequences: new SkillSequences({ log, names }),
    workflow: new WorkflowAnalytics({ log, names }),
  };
}
