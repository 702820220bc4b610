import type { DatedPrice, ModelPrice } from '@skills/schema';
import { builtInPrices } from './model-prices.ts';
import { plainModelName } from './plain-model-name.ts';

/**
 * What a model cost on a day: the newest own price that holds by then, else the newest built-in one. An own price covers
 * the built-in ones from its day on and changes nothing before. Newer and unknown models have no price: a guess would look
 * like a fact.
 */
export class PriceList {
  readonly #own: ReadonlyMap<string, readonly DatedPrice[]>;
  readonly #builtIn: ReadonlyMap<string, readonly DatedPrice[]>;
  /** Days on which some price changes, in order. */
  readonly changeDays: readonly number[];

  constructor(own: readonly DatedPrice[] = []) {
    const builtIn = builtInPrices();
    this.#own = byModel(own);
    this.#builtIn = byModel(builtIn);
    const days = new Set([...own, ...builtIn].map(({ fromDay }) => fromDay));
    this.changeDays = [...days].toSorted((a, b) => a - b);
  }

  /**
   * @param model - as any source names it (`plainModelName`)
   * @param day - UTC, days since 1970-01-01
   * @example
   * new PriceList().priceOf('claude-haiku-4-5-20251001', 20_500)?.output; // 5
   */
  priceOf(model: string, day: number): ModelPrice | undefined {
    const name = plainModelName(model);
    return (priceOn(this.#own.get(name), day) ?? priceOn(this.#builtIn.get(name), day))?.price;
  }
}

/** The newest first. */
function byModel(prices: readonly DatedPrice[]): ReadonlyMap<string, readonly DatedPrice[]> {
  return Map.groupBy(
    prices.toSorted((a, b) => b.fromDay - a.fromDay),
    ({ model }) => model,
  );
}

function priceOn(prices: readonly DatedPrice[] = [], day: number): DatedPrice | undefined {
  return prices.find(({ fromDay }) => fromDay <= day);
}
