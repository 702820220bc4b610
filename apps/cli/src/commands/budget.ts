import type { Costs } from '@skills/composition';
import type { BudgetScope } from '@skills/schema';
import { budgetPeriods, SkillsError } from '@skills/schema';
import { dayOption } from '../arguments/day-option.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { budgetRemovedPage, budgetSetPage, budgetsPage } from '../pages/budget-page.ts';

const usualWarnShare = 0.8;

/** `skills budget`: 0 whatever the states are; a script reads `state`. */
export const budget: RunCommand = async (_, { compose, nowMs, output }) => {
  const result = await (await compose.costs('read')).budgets.budgets(nowMs());
  await output.result(result, (page) => budgetsPage(result, page));
  return exitCodes.done;
};

/** `skills budget set` */
export const setBudget: RunCommand = async ({ arguments: [amount = ''], options }, { compose, nowMs, output }) => {
  const limitUsd = amountOf(amount);
  const warnShare = numberOption(options, 'warn', { least: 0.01, most: 1 }) ?? usualWarnShare;
  const fromDay = dayOption(options, 'from') ?? null;
  const costs = await compose.costs('write');
  const scope = await scopeOf(options, costs);
  const result = await costs.budgets.set({ ...scope, limitUsd, warnShare, fromDay }, nowMs());
  await output.result(result, () => budgetSetPage(result));
  return exitCodes.done;
};

/** `skills budget remove` */
export const removeBudget: RunCommand = async ({ options }, { compose, output }) => {
  const costs = await compose.costs('write');
  const result = await costs.budgets.remove(await scopeOf(options, costs));
  await output.result(result, () => budgetRemovedPage(result));
  return exitCodes.done;
};

function amountOf(text: string): number {
  const usd = /^\$?\d+(?:\.\d+)?$/.test(text) ? Number(text.replace('$', '')) : Number.NaN;
  if (!(usd > 0)) throw new SkillsError('invalid-usage', `<usd> ${text}: expected dollars such as 200 or 12.50`);
  return usd;
}

async function scopeOf(options: OptionValues, { projectIdOf }: Costs): Promise<BudgetScope> {
  const period = choiceOption(options, 'per', budgetPeriods) ?? 'month';
  const project = textOption(options, 'project');
  return { period, projectId: project === undefined ? null : await projectIdOf(project) };
}
