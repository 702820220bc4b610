export const budgetPeriods = ['day', 'month', 'total'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

/** What a budget is about; there is one of each. */
export type BudgetScope = {
  /** As shown on surfaces; `null` for every project together. */
  readonly projectId: string | null;
  /** A UTC day, a UTC month, or everything from a day on. */
  readonly period: BudgetPeriod;
};

export type BudgetTerms = BudgetScope & {
  readonly limitUsd: number;
  /** Share of the limit from which on it is told, in [0, 1]. */
  readonly warnShare: number;
  /** First day of a total, in days since 1970-01-01 UTC; `null` for everything, and for days and months. */
  readonly fromDay: number | null;
};

export type Budget = BudgetTerms & { readonly projectName: string | null };
