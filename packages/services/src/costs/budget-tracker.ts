import type {
  Budget,
  BudgetRemovedResult,
  BudgetScope,
  BudgetSetResult,
  BudgetsResult,
  BudgetTerms,
  RollupWindow,
} from '@skills/schema';
import { budgetStates, SkillsError, toTimestamp } from '@skills/schema';
import type { PricedUsage } from '../priced-usage.ts';
import { budgetStatus, budgetTerms, type SpendSoFar } from './budget-status.ts';
import { budgetWindow } from './budget-window.ts';

export type BudgetTrackerDependencies = {
  readonly budgets: {
    budgets(): Promise<readonly Budget[]>;
    setBudget(terms: BudgetTerms, nowMs: number): Promise<void>;
    /** @returns whether there was one */
    removeBudget(scope: BudgetScope): Promise<boolean>;
  };
  readonly usage: Pick<PricedUsage, 'dailyCosts' | 'firstDay'>;
};

const dayMs = 86_400_000;
/** Forecasts follow the habits of so many days. */
const historyDays = 56;
const mostUsd = 1e12;

/** Budgets: what is spent of them, how fast, and when they run out. */
export class BudgetTracker {
  readonly #dependencies: BudgetTrackerDependencies;

  constructor(dependencies: BudgetTrackerDependencies) {
    this.#dependencies = dependencies;
  }

  async budgets(nowMs: number): Promise<BudgetsResult> {
    const budgets = await this.#dependencies.budgets.budgets();
    const scopes = Map.groupBy(budgets, ({ projectId }) => projectId);
    const spent = new Map(
      await Promise.all(
        [...scopes].map(async ([projectId, ofProject]) => [projectId, await this.#spent(ofProject, nowMs)] as const),
      ),
    );
    const statuses = budgets.flatMap((budget) => {
      const soFar = spent.get(budget.projectId);
      return soFar === undefined ? [] : [budgetStatus(budget, soFar)];
    });
    const worst = budgetStates.findLast((state) => statuses.some((status) => status.state === state));
    return { timestamp: toTimestamp(nowMs), state: worst ?? null, budgets: statuses };
  }

  /** @throws {SkillsError} 'invalid-input' naming the value, 'not-found' for a project that was never seen */
  async set(terms: BudgetTerms, nowMs: number): Promise<BudgetSetResult> {
    const { limitUsd, warnShare, fromDay, period } = terms;
    if (!(limitUsd > 0 && limitUsd <= mostUsd)) {
      throw new SkillsError('invalid-input', `a budget is more than 0 dollars, not ${limitUsd}`);
    }
    if (!(warnShare > 0 && warnShare <= 1)) {
      throw new SkillsError('invalid-input', `the share to warn at is above 0 and at most 1, not ${warnShare}`);
    }
    if (fromDay !== null && period !== 'total') {
      throw new SkillsError('invalid-input', `a budget per ${period} has no first day; only a total has one`);
    }
    await this.#dependencies.budgets.setBudget(terms, nowMs);
    const stored = (await this.#dependencies.budgets.budgets()).find((budget) => isOf(budget, terms));
    return { budget: budgetTerms(stored ?? { ...terms, projectName: null }) };
  }

  /** @throws {SkillsError} 'not-found' when there is no such budget */
  async remove(scope: BudgetScope): Promise<BudgetRemovedResult> {
    if (!(await this.#dependencies.budgets.removeBudget(scope))) {
      const project = scope.projectId === null ? 'every project' : scope.projectId;
      throw new SkillsError('not-found', `there is no budget per ${scope.period} of ${project}`);
    }
    return { projectId: scope.projectId, period: scope.period };
  }

  /** Of one scope: from the first day of its budgets, or of the history before today. */
  async #spent(budgets: readonly Budget[], nowMs: number): Promise<SpendSoFar> {
    const { usage } = this.#dependencies;
    const filter = { projectId: budgets[0]?.projectId ?? undefined };
    const today = Math.floor(nowMs / dayMs);
    const firstDay = (await usage.firstDay(filter)) ?? today;
    const historyFrom = Math.max(today - historyDays, Math.min(firstDay, today));
    const fromDay = Math.min(historyFrom, ...budgets.map((budget) => budgetWindow(budget, today).fromDay));
    const window: RollupWindow = { sinceMs: fromDay * dayMs, untilMs: (today + 1) * dayMs, bucket: 'day' };
    return { costs: await usage.dailyCosts(window, filter), historyFrom, nowMs };
  }
}

function isOf(budget: Budget, { projectId, period }: BudgetScope): boolean {
  return budget.projectId === projectId && budget.period === period;
}
