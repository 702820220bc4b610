import { SkillsError } from '@skills/schema';
import { dayOption } from '../arguments/day-option.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import { flagOf, numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { priceRemovedPage, priceSetPage, pricesPage } from '../pages/prices-page.ts';

const range = { least: 0, most: 1_000_000 } as const;

/** `skills prices` */
export const prices: RunCommand = async ({ options }, { compose, output }) => {
  const book = (await compose.costs('read')).prices;
  const result = await book.list(textOption(options, 'model'));
  await output.result(result, (page) => pricesPage(result, page));
  return exitCodes.done;
};

/** `skills prices set` */
export const setPrice: RunCommand = async ({ arguments: [model = ''], options }, { compose, nowMs, output }) => {
  const price = {
    model,
    fromDay: dayOption(options, 'from'),
    inputUsd: requireUsd(options, 'input'),
    outputUsd: requireUsd(options, 'output'),
    cacheReadUsd: numberOption(options, 'cacheRead', range),
    cacheWriteUsd: numberOption(options, 'cacheWrite', range),
    cacheWrite1hUsd: numberOption(options, 'cacheWrite1h', range),
  };
  const result = await (await compose.costs('write')).prices.set(price, nowMs());
  await output.result(result, (page) => priceSetPage(result, page));
  return exitCodes.done;
};

/** `skills prices remove` */
export const removePrice: RunCommand = async ({ arguments: [model = ''], options }, { compose, output }) => {
  const fromDay = dayOption(options, 'from');
  const result = await (await compose.costs('write')).prices.remove(model, fromDay);
  await output.result(result, () => priceRemovedPage(result));
  return exitCodes.done;
};

function requireUsd(options: OptionValues, name: string): number {
  const usd = numberOption(options, name, range);
  if (usd === undefined)
    throw new SkillsError('invalid-usage', `${flagOf(name)} is missing: dollars per million tokens`);
  return usd;
}
