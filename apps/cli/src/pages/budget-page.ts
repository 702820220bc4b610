import type { BudgetRemovedResult, BudgetSetResult, BudgetsResult, BudgetStatus } from '@skills/schema';
import { formatCountOf, formatPercent, formatTokens, formatUsd, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Paint, Style } from '../terminal/style.ts';

const barWidth = 30;
const stateTexts = { ok: 'ok', warn: 'watch out', over: 'over budget' } as const;

/** Budgets for a person. */
export function budgetsPage({ budgets, timestamp }: BudgetsResult, page: Page): readonly string[] {
  const { style } = page;
  const title = `${style.bold('Budgets')}  ${style.dim(`${timestamp.slice(0, 16).replace('T', ' ')} UTC`)}`;
  if (budgets.length === 0) {
    return [
      title,
      '',
      '  No budget is set.',
      '',
      `  ${style.bold('skills budget set 200')}   sets one of $200 a month`,
    ];
  }
  return [title, ...budgets.flatMap((budget) => ['', ...budgetLines(budget, page)])];
}

export function budgetSetPage({ budget }: BudgetSetResult): readonly string[] {
  const from = budget.from === null ? '' : ` from ${budget.from} on`;
  const warn = `; warns at ${formatPercent(budget.warnShare)}`;
  return [`${formatUsd(budget.limitUsd)} ${scopeText(budget)}${from}${warn}. skills budget says where it stands.`];
}

export function budgetRemovedPage({ projectId, period }: BudgetRemovedResult): readonly string[] {
  return [`Removed the budget ${scopeText({ projectId, projectName: null, period })}.`];
}

function budgetLines(budget: BudgetStatus, { style }: Page): readonly string[] {
  const { state, spentUsd, limitUsd, spentShare, leftUsd } = budget;
  const paint = statePaint(state, style);
  const filled = Math.min(barWidth, Math.round(spentShare * barWidth));
  const bar = paint('█'.repeat(filled)) + style.dim('░'.repeat(barWidth - filled));
  const left = leftUsd < 0 ? `${formatUsd(-leftUsd)} too much` : `${formatUsd(leftUsd)} left`;
  const atLeast = budget.unpricedTokens > 0 ? 'at least ' : '';
  return [
    `${style.bold(titleOf(budget))}  ${paint(stateText(budget))}`,
    `  ${bar}  ${atLeast}${formatUsd(spentUsd)} of ${formatUsd(limitUsd)} (${formatPercent(spentShare)}), ${left}`,
    ...forecastLines(budget),
    ...unpricedLines(budget, style),
  ];
}

function stateText({ state, unpricedTokens }: BudgetStatus): string {
  return state === 'over' || unpricedTokens === 0
    ? stateTexts[state]
    : `${stateTexts[state]}, as far as prices are known`;
}

function forecastLines({ forecast, period, state }: BudgetStatus): readonly string[] {
  if (forecast.kind === 'insufficient-data') {
    return [`  No forecast yet: ${forecast.actualDays} of ${forecast.requiredDays} whole days are known.`];
  }
  const { burnRate, dailySpend, periodSpend, runsOutOn, probabilityWithin, historyDays, activeDays } = forecast;
  const rate = `${formatUsd(burnRate.usdPerDay)} a day (${rangeText(burnRate)})`;
  const basis = `${formatCountOf(historyDays, 'day')}, ${activeDays} with use`;
  const end = period === 'day' ? 'the day' : 'the month';
  const spend =
    periodSpend === null
      ? []
      : [
          `  At the end of ${end} ${formatUsd(periodSpend.medianUsd)} (${rangeText(periodSpend)}); within budget with ${chanceText(probabilityWithin)}.`,
        ];
  return [
    `  Burns ${rate}, single days ${rangeText(dailySpend)}; by ${basis}.`,
    ...spend,
    `  ${runOutText(runsOutOn, { period, state })}`,
  ];
}

type RunOut = Extract<BudgetStatus['forecast'], { kind: 'forecast' }>['runsOutOn'];

function runOutText(
  { median, earliest, latest }: RunOut,
  { period, state }: Pick<BudgetStatus, 'period' | 'state'>,
): string {
  const end = period === 'total' ? 'a year from now' : `the ${period} ends`;
  if (state === 'over') return `Ran out on ${median ?? 'a day before'}.`;
  if (earliest === null) return `Lasts until ${end}.`;
  if (period === 'day') return median === null ? 'May run out today.' : 'Runs out today.';
  if (median === null) return `Should last until ${end}; may run out from ${earliest} on.`;
  return `Runs out about ${median} (${earliest} to ${latest ?? `after ${end}`}).`;
}

function unpricedLines({ unpricedTokens, unpricedModels }: BudgetStatus, style: Style): readonly string[] {
  if (unpricedTokens === 0) return [];
  const models = unpricedModels.slice(0, 3).map((model) => safeText(model, 40));
  const more = unpricedModels.length > models.length ? ' and others' : '';
  return [
    style.yellow(
      `  Not counted: ${formatTokens(unpricedTokens)} tokens of ${models.join(', ')}${more}, which have no price`,
    ),
  ];
}

type Scope = Pick<BudgetStatus, 'projectId' | 'projectName' | 'period'>;

function titleOf({ projectId, projectName, period, from }: Scope & Pick<BudgetStatus, 'from'>): string {
  const name = projectId === null ? 'Every project' : safeText(projectName ?? projectId, 40);
  if (period !== 'total') return `${name}, this ${period === 'day' ? 'day' : 'month'}`;
  return from === null ? `${name}, in total` : `${name}, since ${from}`;
}

function scopeText({ projectId, projectName, period }: Scope): string {
  const name = projectId === null ? 'every project' : safeText(projectName ?? projectId, 40);
  return `${period === 'total' ? 'in total' : `per ${period}`} for ${name}`;
}

/** Never certain: it is counted over some thousand possible futures. */
function chanceText(probability: number): string {
  if (probability >= 0.995) return 'more than 99 %';
  return probability < 0.005 ? 'less than 1 %' : formatPercent(probability);
}

function rangeText({ lower, upper }: { readonly lower: number; readonly upper: number }): string {
  return `${formatUsd(lower)} to ${formatUsd(upper)}`;
}

function statePaint(state: BudgetStatus['state'], style: Style): Paint {
  if (state === 'over') return style.red;
  return state === 'warn' ? style.yellow : style.green;
}
