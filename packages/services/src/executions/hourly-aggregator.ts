import type { TierStorePort } from './execution-ports.ts';
import type { RiskWatch } from './risk-watch.ts';
import { fallbackWindow } from './tool-recommendations.ts';
import type { ToolRegistry } from './tool-registry.ts';

export type HourlyAggregatorDependencies = {
  readonly store: TierStorePort;
  readonly registry: ToolRegistry;
  readonly risks: RiskWatch;
};

export type AggregationCounts = {
  /** Hours whose summary was made (anew). */
  readonly hours: number;
  /** Summaries let go of, past their retention. */
  readonly expired: number;
  /** Tools whose level changed. */
  readonly levelChanges: number;
};

/**
 * Tier 1 into tier 2, tier 2 into tier 3. Only closed hours are summarised, each by its own events alone; an event that
 * arrives late opens its hour again. Running it twice, or at any time, changes nothing.
 */
export class HourlyAggregator {
  readonly #store: TierStorePort;
  readonly #registry: ToolRegistry;
  readonly #risks: RiskWatch;

  constructor({ store, registry, risks }: HourlyAggregatorDependencies) {
    this.#store = store;
    this.#registry = registry;
    this.#risks = risks;
  }

  async run(nowMs: number): Promise<AggregationCounts> {
    const { hours, expired } = await this.#store.summarise(nowMs);
    const riskPatterns = await this.#risks.keep(this.#store, nowMs);
    const { levelChanges, low } = await this.#registry.keep(this.#store, { nowMs, riskPatterns });
    await this.#store.keepFallbacks(low, fallbackWindow(await this.#registry.window(nowMs)));
    return { hours, expired, levelChanges };
  }
}
