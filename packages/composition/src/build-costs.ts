import { BudgetTracker, CostAnalyzer, PriceBook, PricedUsage } from '@skills/services';
import {
  BudgetRepository,
  DatabaseStatusRepository,
  ExecutionEffortRepository,
  PriceRepository,
  ProjectRepository,
  SkillRollupRepository,
  UsageRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { Costs } from './composition.ts';

/** Costs, prices and budgets of an open database. */
export function buildCosts(engine: SqlEngine): Costs {
  const prices = new PriceRepository({ engine });
  const usage = new PricedUsage({ usage: new UsageRepository({ engine }), prices });
  const projects = new ProjectRepository({ engine });
  return {
    analyzer: new CostAnalyzer({
      usage,
      rollups: new SkillRollupRepository({ engine }),
      executions: new ExecutionEffortRepository({ engine }),
      database: new DatabaseStatusRepository({ engine }),
    }),
    prices: new PriceBook({ prices }),
    budgets: new BudgetTracker({ budgets: new BudgetRepository({ engine }), usage }),
    projectIdOf: async (text) => (await projects.resolveProject(text)).projectId,
  };
}
