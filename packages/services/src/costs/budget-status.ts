import { sampleQuantile, spendConfidence, spendForecast } from '@skills/analytics';
import type { Budget, BudgetState, BudgetStatus, BudgetTermsRow } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import type { DayCost } from '../priced-usage.ts';
import { sumCosts } from '../usage-cost.ts';
import { budgetWindow } from './budget-window.ts';
import { unpricedModels } from './cost-shares.ts';
import { dayText } from './day-text.ts';

export type SpendSoFar = {
  /** Of the scope of the budget, from the first day that matters to today, in order. */
  readonly costs: readonly DayCost[];
  /** The first day that a forecast may look at. */
  readonly historyFrom: number;
  readonly nowMs: number;
};

type Forecast = BudgetStatus['forecast'];
type Spent = { readonly spentUsd: number; readonly today: number };

const dayMs = 86_400_000;
/** A total that will last no longer is told of. */
const soonDays = 30;
/** A year of a thousand futures takes 15 ms. */
const resamplesOfYear = 400;

/** Where a budget stands and where it is going. */
export function budgetStatus(budget: Budget, { costs, historyFrom, nowMs }: SpendSoFar): BudgetStatus {
  const today = Math.floor(nowMs / dayMs);
  const { fromDay, toDay, daysToCome } = budgetWindow(budget, today);
  const inWindow = costs.filter(({ day }) => day >= fromDay && day < toDay);
  const { costUsd, unpricedTokens } = sumCosts(inWindow);
  const spentUsd = costUsd ?? 0;
  const leftUsd = budget.limitUsd - spentUsd;
  const history = dailyUsd(costs, historyFrom, today);
  const made = spendForecast(
    { history, todayElapsed: nowMs / dayMs - today, days: daysToCome, leftUsd },
    { resamples: budget.period === 'total' ? resamplesOfYear : undefined },
  );
  const ranOut = leftUsd < 0 ? dayOverspent(inWindow, budget.limitUsd) : undefined;
  const forecast: Forecast =
    made.kind === 'insufficient-data'
      ? { kind: made.kind, requiredDays: made.required, actualDays: made.actual }
      : {
          kind: made.kind,
          historyDays: history.length,
          activeDays: history.filter((usd) => usd > 0).length,
          confidence: spendConfidence,
          burnRate: made.burnRate,
          dailySpend: {
            medianUsd: sampleQuantile(history, 0.5),
            lower: sampleQuantile(history, (1 - spendConfidence) / 2),
            upper: sampleQuantile(history, (1 + spendConfidence) / 2),
          },
          periodSpend:
            budget.period === 'total'
              ? null
              : {
                  medianUsd: spentUsd + made.toCome.medianUsd,
                  lower: spentUsd + made.toCome.lower,
                  upper: spentUsd + made.toCome.upper,
                },
          probabilityWithin: made.probabilityWithin,
          runsOutOn: {
            median: runOutDay(made.runsOut.median, today, ranOut),
            earliest: runOutDay(made.runsOut.earliest, today, ranOut),
            latest: runOutDay(made.runsOut.latest, today, ranOut),
          },
        };
  return {
    ...budgetTerms(budget),
    window: resultWindow({ sinceMs: fromDay * dayMs, untilMs: toDay * dayMs, bucket: 'day' }),
    spentUsd,
    spentShare: spentUsd / budget.limitUsd,
    leftUsd,
    unpricedTokens,
    unpricedModels: unpricedModels(inWindow),
    state: stateOf(budget, { spentUsd, today }, forecast),
    forecast,
  };
}

export function budgetTerms({ fromDay, ...terms }: Budget): BudgetTermsRow {
  return { ...terms, from: fromDay === null ? null : dayText(fromDay) };
}

function stateOf(budget: Budget, { spentUsd, today }: Spent, forecast: Forecast): BudgetState {
  if (spentUsd > budget.limitUsd) return 'over';
  if (spentUsd >= budget.limitUsd * budget.warnShare) return 'warn';
  if (forecast.kind !== 'forecast') return 'ok';
  if (budget.period !== 'total') return forecast.probabilityWithin < 0.5 ? 'warn' : 'ok';
  const { median } = forecast.runsOutOn;
  return median !== null && median <= dayText(today + soonDays) ? 'warn' : 'ok';
}

/** USD of every day, 0 where nothing was used. */
function dailyUsd(costs: readonly DayCost[], fromDay: number, toDay: number): readonly number[] {
  const days = Array.from({ length: Math.max(0, toDay - fromDay) }, () => 0);
  for (const { day, costUsd } of costs) {
    const index = day - fromDay;
    if (index >= 0 && index < days.length) days[index] = (days[index] ?? 0) + (costUsd ?? 0);
  }
  return days;
}

function dayOverspent(costs: readonly DayCost[], limitUsd: number): number | undefined {
  let spent = 0;
  return costs.find(({ costUsd }) => (spent += costUsd ?? 0) > limitUsd)?.day;
}

function runOutDay(offset: number | null, today: number, ranOut: number | undefined): string | null {
  if (ranOut !== undefined) return dayText(ranOut);
  return offset === null ? null : dayText(today + offset);
}
