import { builtInPrices, builtInPricesKnownOn, plainModelName } from '@skills/analytics';
import type { DatedPrice, ModelPriceRow, PriceRemovedResult, PriceSetResult, PricesResult } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { dayText } from './day-text.ts';

export type PriceBookDependencies = {
  readonly prices: {
    ownPrices(): Promise<readonly DatedPrice[]>;
    setPrice(price: DatedPrice, nowMs: number): Promise<void>;
    removePrices(model: string, fromDay?: number): Promise<number>;
  };
};

/** USD per million tokens. */
export type NewPrice = {
  readonly model: string;
  /** Days since 1970-01-01 UTC; left out for any day. */
  readonly fromDay?: number | undefined;
  readonly inputUsd: number;
  readonly outputUsd: number;
  /** As input when left out: so do providers without a cache bill it. */
  readonly cacheReadUsd?: number | undefined;
  readonly cacheWriteUsd?: number | undefined;
  /** As a short-lived write when left out. */
  readonly cacheWrite1hUsd?: number | undefined;
};

const mostUsd = 1_000_000;
const longestName = 200;

/** The list of prices: built in, and the user's own over it. */
export class PriceBook {
  readonly #prices: PriceBookDependencies['prices'];

  constructor({ prices }: PriceBookDependencies) {
    this.#prices = prices;
  }

  /** @param model - any name of one model; left out for the whole list, by model, day and origin */
  async list(model?: string): Promise<PricesResult> {
    const own = await this.#prices.ownPrices();
    const rows = [
      ...builtInPrices().map((price) => toRow(price, 'built-in')),
      ...own.map((price) => toRow(price, 'own')),
    ];
    const name = model === undefined ? undefined : requireModel(model);
    return {
      builtInKnownOn: builtInPricesKnownOn,
      prices: rows
        .filter((row) => name === undefined || row.model === name)
        .toSorted(
          (a, b) => compare(a.model, b.model) || compare(a.from ?? '', b.from ?? '') || compare(a.origin, b.origin),
        ),
    };
  }

  /** @throws {SkillsError} 'invalid-input' naming the value */
  async set(asked: NewPrice, nowMs: number): Promise<PriceSetResult> {
    const { inputUsd, outputUsd, fromDay = 0 } = asked;
    const { cacheReadUsd = inputUsd, cacheWriteUsd = inputUsd, cacheWrite1hUsd = cacheWriteUsd } = asked;
    const model = requireModel(asked.model);
    for (const usd of [inputUsd, outputUsd, cacheReadUsd, cacheWriteUsd, cacheWrite1hUsd]) {
      if (!(usd >= 0 && usd <= mostUsd)) {
        throw new SkillsError('invalid-input', `a price is 0 to ${mostUsd} dollars a million tokens, not ${usd}`);
      }
    }
    const price = {
      model,
      fromDay,
      price: {
        input: inputUsd,
        output: outputUsd,
        cacheRead: cacheReadUsd,
        cacheWrite: cacheWriteUsd,
        cacheWriteLong: cacheWrite1hUsd,
      },
    };
    const known = await this.#prices.ownPrices();
    await this.#prices.setPrice(price, nowMs);
    return {
      price: toRow(price, 'own'),
      replaced: known.some((other) => other.model === model && other.fromDay === fromDay),
    };
  }

  /**
   * Takes back own prices; built-in ones stay.
   *
   * @param fromDay - the price from that day on alone; left out for every own price of the model
   * @throws {SkillsError} 'not-found' when there is none
   */
  async remove(model: string, fromDay?: number): Promise<PriceRemovedResult> {
    const name = requireModel(model);
    const removed = await this.#prices.removePrices(name, fromDay);
    if (removed === 0) {
      const when = fromDay === undefined ? '' : ` from ${dayText(fromDay)} on`;
      throw new SkillsError('not-found', `there is no own price of ${name}${when}`);
    }
    return { model: name, removed };
  }
}

function requireModel(model: string): string {
  const name = plainModelName(model.trim());
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  if (name === '' || name.length > longestName || /[\u0000-\u001f\u007f]/.test(name)) {
    throw new SkillsError('invalid-input', `not the name of a model: ${JSON.stringify(model.slice(0, longestName))}`);
  }
  return name;
}

function toRow({ model, fromDay, price }: DatedPrice, origin: ModelPriceRow['origin']): ModelPriceRow {
  return {
    model,
    from: fromDay === 0 ? null : dayText(fromDay),
    origin,
    inputUsd: price.input,
    outputUsd: price.output,
    cacheReadUsd: price.cacheRead,
    cacheWriteUsd: price.cacheWrite,
    cacheWrite1hUsd: price.cacheWriteLong,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
