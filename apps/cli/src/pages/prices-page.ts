import type { ModelPriceRow, PriceRemovedResult, PriceSetResult, PricesResult } from '@skills/schema';
import { formatCountOf, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';

/** What models cost, for a person. */
export function pricesPage(result: PricesResult, page: Page): readonly string[] {
  const { style } = page;
  const title = `${style.bold('Prices')}  ${style.dim('USD per million tokens; a message costs what its day says')}`;
  if (result.prices.length === 0) {
    return [title, '', '  No price is known: tokens of this model count as unpriced.', ...howToSet(page)];
  }
  return [
    title,
    '',
    ...renderTable(result.prices, columns(page), page),
    '',
    `  ${style.dim(`Built-in prices as known on ${result.builtInKnownOn}; your own go before them.`)}`,
    ...howToSet(page),
  ];
}

export function priceSetPage({ price, replaced }: PriceSetResult, page: Page): readonly string[] {
  const what = replaced ? 'Changed your price' : 'Set a price';
  return [`${what} of ${safeText(price.model, 60)}:`, '', ...renderTable([price], columns(page), page)];
}

export function priceRemovedPage({ model, removed }: PriceRemovedResult): readonly string[] {
  return [`Took back ${formatCountOf(removed, 'price')} of ${safeText(model, 60)}.`];
}

function howToSet({ style }: Page): readonly string[] {
  return ['', `  ${style.bold('skills prices set MODEL --input USD --output USD')}   sets one of your own`];
}

function columns({ style }: Page): readonly Column<ModelPriceRow>[] {
  const usd = (header: string, price: (row: ModelPriceRow) => number): Column<ModelPriceRow> => ({
    header,
    align: 'right',
    cell: (row) => priceText(price(row)),
  });
  return [
    { header: 'model', cell: ({ model }) => safeText(model, 60), shrinkTo: 16 },
    { header: 'from', cell: ({ from }) => from ?? 'any day', dispensable: 1 },
    usd('input', ({ inputUsd }) => inputUsd),
    usd('output', ({ outputUsd }) => outputUsd),
    { ...usd('cache read', ({ cacheReadUsd }) => cacheReadUsd), dispensable: 2 },
    { ...usd('cache write', ({ cacheWriteUsd }) => cacheWriteUsd), dispensable: 3 },
    { ...usd('1 h', ({ cacheWrite1hUsd }) => cacheWrite1hUsd), dispensable: 4 },
    {
      header: 'whose',
      cell: ({ origin }) => (origin === 'own' ? 'yours' : 'built in'),
      paint: ({ origin }) => (origin === 'own' ? style.green : style.dim),
      dispensable: 5,
    },
  ];
}

/** As many digits as the price has: some cost a cent for a million tokens. */
function priceText(usd: number): string {
  const text = Number(usd.toPrecision(10)).toString();
  return /\.\d$/.test(text) ? `${text}0` : text;
}
