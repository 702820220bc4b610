import type { HumanEffort, RollupWindow, SkillCounts } from '@skills/schema';
import type { PricedUsage } from '../priced-usage.ts';

export type ExecutionEffort = {
  /** Rows of the first two tiers. */
  readonly tier1Records: number;
  readonly tier2Summaries: number;
  readonly effort: readonly HumanEffort[];
};

export type CostAnalyzerDependencies = {
  readonly usage: Pick<PricedUsage, 'costs'>;
  readonly rollups: {
    skillCounts(
      window: RollupWindow,
      filter: { readonly projectId?: string | undefined },
    ): Promise<readonly SkillCounts[]>;
  };
  readonly executions: { executionEffort(nowMs: number): Promise<ExecutionEffort> };
  readonly database: { status(): Promise<{ readonly events: number; readonly sizeBytes: number | null }> };
};
