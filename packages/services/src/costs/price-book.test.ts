import type { DatedPrice } from '@skills/schema';
import { pricesResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { PriceBook } from './price-book.ts';

const dayOf = (text: string): number => Date.parse(text) / 86_400_000;

function emptyBook(): PriceBook {
  let stored: readonly DatedPrice[] = [];
  const isSame = (a: DatedPrice, model: string, fromDay?: number): boolean =>
    a.model === model && (fromDay === undefined || a.fromDay === fromDay);
  return new PriceBook({
    prices: {
      ownPrices: async () => stored,
      setPrice: async (price) => {
        stored = [...stored.filter((other) => !isSame(other, price.model, price.fromDay)), price];
      },
      removePrices: async (model, fromDay) => {
        const kept = stored.filter((price) => !isSame(price, model, fromDay));
        const removed = stored.length - kept.length;
        stored = kept;
        return removed;
      },
    },
  });
}

test('an own price stands beside the built-in one, which stays', async () => {
  const book = emptyBook();

  await book.set({ model: 'claude-opus-4-5-20251101', fromDay: dayOf('2026-03-01'), inputUsd: 4, outputUsd: 20 }, 0);
  const result = await book.list('anthropic/claude-opus-4.5');

  expect(result.prices.map(({ from, origin, inputUsd }) => [from, origin, inputUsd])).toEqual([
    [null, 'built-in', 5],
    ['2026-03-01', 'own', 4],
  ]);
  expect(pricesResultSchema.parse(result)).toEqual(result);
});

test('what is not said of caches costs as input, an hour as minutes', async () => {
  const { price, replaced } = await emptyBook().set({ model: 'mine', inputUsd: 3, outputUsd: 9, cacheWriteUsd: 4 }, 0);

  expect(price).toMatchObject({ from: null, cacheReadUsd: 3, cacheWriteUsd: 4, cacheWrite1hUsd: 4 });
  expect(replaced).toBe(false);
});

test('a price that is set again is replaced, one that is removed is gone, and then there is none to remove', async () => {
  const book = emptyBook();
  await book.set({ model: 'mine', inputUsd: 3, outputUsd: 9 }, 0);

  expect((await book.set({ model: 'Mine', inputUsd: 4, outputUsd: 9 }, 0)).replaced).toBe(true);
  expect(await book.remove('mine')).toEqual({ model: 'mine', removed: 1 });
  await expect(book.remove('mine')).rejects.toMatchObject({ code: 'not-found', message: /own price of mine/ });
});

test.each([
  [{ model: 'mine', inputUsd: -1, outputUsd: 1 }, '-1'],
  [{ model: 'mine', inputUsd: 1, outputUsd: NaN }, 'NaN'],
  [{ model: 'mine', inputUsd: 1, outputUsd: 1, cacheReadUsd: 2e6 }, '2000000'],
  [{ model: ' ', inputUsd: 1, outputUsd: 1 }, '" "'],
  [{ model: 'a\u001b[31mb', inputUsd: 1, outputUsd: 1 }, '\\u001b'],
])('%o is refused, and the value named', async (price, named) => {
  await expect(emptyBook().set(price, 0)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(named),
  });
});
