import { z } from 'zod';
import { budgetPeriods } from '../budget.ts';
import { countSchema, fractionSchema, resultTimeSchema, usdSchema, windowSchema } from './measures.ts';

const daySchema = z.iso.date();

const termsSchema = z.object({
  /** `null` for every project together. */
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  period: z.enum(budgetPeriods),
  limitUsd: usdSchema,
  /** Share of the limit from which on the state is `warn`. */
  warnShare: fractionSchema,
  /** First day of a total; `null` when everything counts. */
  from: daySchema.nullable(),
});
export type BudgetTermsRow = z.infer<typeof termsSchema>;

const rangeSchema = z.object({ lower: usdSchema, upper: usdSchema });

const forecastSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('insufficient-data'), requiredDays: countSchema, actualDays: countSchema }),
  z.object({
    kind: z.literal('forecast'),
    /** Whole days that it is made from. */
    historyDays: countSchema,
    /** Of these, days on which something was spent. */
    activeDays: countSchema,
    /** Of every interval here. */
    confidence: fractionSchema,
    /** USD a calendar day, idle days included, with its interval. */
    burnRate: rangeSchema.extend({ usdPerDay: usdSchema }),
    /** What a single day costs: half of the days more than the median, 5 % below and 5 % above the bounds. */
    dailySpend: rangeSchema.extend({ medianUsd: usdSchema }),
    /** What the period will have cost at its end; `null` for a total, which has none. */
    periodSpend: rangeSchema.extend({ medianUsd: usdSchema }).nullable(),
    /** That the period ends within its budget; for a total: that a year from now something is left. */
    probabilityWithin: fractionSchema,
    /** UTC days; `null` where the period (of a total: a year) ends first. */
    runsOutOn: z.object({
      median: daySchema.nullable(),
      earliest: daySchema.nullable(),
      latest: daySchema.nullable(),
    }),
  }),
]);

export const budgetStates = ['ok', 'warn', 'over'] as const;
export type BudgetState = (typeof budgetStates)[number];

export const budgetStatusSchema = termsSchema.extend({
  window: windowSchema,
  /** In the window so far; what could not be priced is missing in it. */
  spentUsd: usdSchema,
  spentShare: z.number().min(0),
  /** Negative when it is overspent. */
  leftUsd: z.number(),
  /** Tokens of the window that have no price: not zero means that more was spent than is said. */
  unpricedTokens: countSchema,
  unpricedModels: z.array(z.string()),
  /** `over`: more is spent than the limit; `warn`: nearly, or it will rather not last; else `ok`. */
  state: z.enum(budgetStates),
  forecast: forecastSchema,
});
export type BudgetStatus = z.infer<typeof budgetStatusSchema>;

export const budgetsResultSchema = z.object({
  timestamp: resultTimeSchema,
  /** The worst of all; `null` without a budget. */
  state: z.enum(budgetStates).nullable(),
  budgets: z.array(budgetStatusSchema),
});
export type BudgetsResult = z.infer<typeof budgetsResultSchema>;

export const budgetSetResultSchema = z.object({ budget: termsSchema });
export type BudgetSetResult = z.infer<typeof budgetSetResultSchema>;

export const budgetRemovedResultSchema = termsSchema.pick({ projectId: true, period: true });
export type BudgetRemovedResult = z.infer<typeof budgetRemovedResultSchema>;
