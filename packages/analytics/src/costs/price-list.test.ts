import type { DatedPrice } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PriceList } from './price-list.ts';

const dayOf = (text: string): number => Date.parse(text) / 86_400_000;

function ownPrice(model: string, fromDay: number, input: number): DatedPrice {
  return {
    model,
    fromDay,
    price: { input, output: input, cacheRead: input, cacheWrite: input, cacheWriteLong: input },
  };
}

test('a model costs what it cost on the day', () => {
  // OpenAI lowered o3 by 80 % on 10 June 2025.
  const list = new PriceList();

  expect(list.priceOf('o3', dayOf('2025-06-09'))).toMatchObject({ input: 10, output: 40, cacheRead: 2.5 });
  expect(list.priceOf('o3', dayOf('2025-06-10'))).toMatchObject({ input: 2, output: 8, cacheRead: 0.5 });
});

test('an own price goes before the built-in one from its day on, and leaves the days before as they were', () => {
  const list = new PriceList([ownPrice('claude-opus-4-5', dayOf('2026-03-01'), 1)]);

  expect(list.priceOf('claude-opus-4-5-20251101', dayOf('2026-02-28'))?.input).toBe(5);
  expect(list.priceOf('claude-opus-4-5-20251101', dayOf('2026-03-01'))?.input).toBe(1);
});

test('an own price without a day holds on every day, a later one from its day on', () => {
  const list = new PriceList([ownPrice('o3', 0, 7), ownPrice('o3', dayOf('2026-01-01'), 8)]);

  expect(['2024-01-01', '2025-12-31', '2026-01-01'].map((day) => list.priceOf('o3', dayOf(day))?.input)).toEqual([
    7, 7, 8,
  ]);
});

test('a model that nobody knows has no price, whatever its name', () => {
  const list = new PriceList([ownPrice('my-model', 0, 1)]);

  for (const name of ['constructor', '__proto__', 'my-model-2', '']) expect(list.priceOf(name, 20_000)).toBeUndefined();
});

test('no price changes between two days of change', () => {
  const prices = fc.array(
    fc.record({ model: fc.constantFrom('o3', 'x', 'gpt-5'), fromDay: fc.nat(40_000), input: fc.nat(1000) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(prices, fc.nat(40_000), (rows, day) => {
      const list = new PriceList(rows.map(({ model, fromDay, input }) => ownPrice(model, fromDay, input)));
      const start = list.changeDays.findLast((change) => change <= day) ?? 0;

      for (const model of ['o3', 'x', 'gpt-5']) expect(list.priceOf(model, day)).toEqual(list.priceOf(model, start));
    }),
  );
});
