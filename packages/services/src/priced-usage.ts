import { PriceList } from '@skills/analytics';
import type { DatedPrice, DayUsage, RollupWindow, UsageCounts } from '@skills/schema';
import { usageCost, type UsageCost } from './usage-cost.ts';

type UsageFilter = { readonly projectId?: string | undefined };

export type PricedUsageDependencies = {
  readonly usage: {
    /** @param window - of days */
    usage(window: RollupWindow, filter: UsageFilter): Promise<readonly UsageCounts[]>;
    dailyUsage(window: RollupWindow, filter: UsageFilter): Promise<readonly DayUsage[]>;
    firstDay(filter: UsageFilter): Promise<number | null>;
  };
  readonly prices: { ownPrices(): Promise<readonly DatedPrice[]> };
};

/** Of one UTC day, in days since 1970-01-01. */
export type DayCost = UsageCost & { readonly day: number };

const dayMs = 86_400_000;

/** Tokens with what they cost at the prices of their days. */
export class PricedUsage {
  readonly #dependencies: PricedUsageDependencies;

  constructor(dependencies: PricedUsageDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * By model and skill; one that was used before and after a change of prices has an entry for each time.
   *
   * @param window - of days
   * @throws {RangeError} when it is not
   */
  async costs(window: RollupWindow, filter: UsageFilter = {}): Promise<readonly UsageCost[]> {
    const prices = await this.#prices();
    const parts = pricePeriods(window, prices.changeDays);
    const costs = await Promise.all(
      parts.map(async (part) => {
        const usages = await this.#dependencies.usage.usage(part, filter);
        return usages.map((usage) => toUsageCost(usage, prices, part.sinceMs / dayMs));
      }),
    );
    return costs.flat();
  }

  /**
   * By day and model.
   *
   * @param window - as of `costs`
   */
  async dailyCosts(window: RollupWindow, filter: UsageFilter = {}): Promise<readonly DayCost[]> {
    const prices = await this.#prices();
    const usages = await this.#dependencies.usage.dailyUsage(window, filter);
    return usages.map((usage) => toDayCost(usage, prices));
  }

  /** The first UTC day with usage, in days since 1970-01-01; `null` without any. */
  async firstDay(filter: UsageFilter = {}): Promise<number | null> {
    return this.#dependencies.usage.firstDay(filter);
  }

  async #prices(): Promise<PriceList> {
    return new PriceList(await this.#dependencies.prices.ownPrices());
  }
}

/** The parts of a window between which prices change. */
function pricePeriods(window: RollupWindow, changeDays: readonly number[]): readonly RollupWindow[] {
  const inside = changeDays.map((day) => day * dayMs).filter((atMs) => atMs > window.sinceMs && atMs < window.untilMs);
  const starts = [window.sinceMs, ...inside];
  const { bucket, untilMs } = window;
  return starts.map((sinceMs, index) => ({ bucket, sinceMs, untilMs: starts[index + 1] ?? untilMs }));
}

function toUsageCost(usage: UsageCounts, prices: PriceList, day: number): UsageCost {
  return { model: usage.model, skillName: usage.skillName, ...usageCost(usage, prices, day) };
}

function toDayCost(usage: DayUsage, prices: PriceList): DayCost {
  return { day: usage.day, ...toUsageCost(usage, prices, usage.day) };
}
