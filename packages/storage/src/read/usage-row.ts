import type { SqlRow } from '../engine/sql-engine.ts';
import type { UsageCounts } from '@skills/schema';
import { toNumber } from './cell.ts';

const tokenColumns = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
];

/** Messages, tokens and stated cost of the rows `r` of a usage rollup, as `toUsageSums` reads them. */
export const usageSums: string = [
  'sum(r.messages)',
  ...tokenColumns.map((column) => `sum(r.${column})`),
  'sum(CASE WHEN r.cost_stated THEN r.cost_usd ELSE 0.0 END)',
  ...tokenColumns.map((column) => `sum(CASE WHEN r.cost_stated THEN 0 ELSE r.${column} END)`),
].join(', ');

/** The sums of rows under the names of their columns: with a third fewer sums than `usageSums` for many rows. */
export const partSums: string = ['messages', ...tokenColumns, 'cost_usd']
  .map((column) => `sum(${column}) AS ${column}`)
  .join(', ');

/** @param row - `usageSums` from the column `at` on */
export function toUsageSums(row: SqlRow, at: number): Omit<UsageCounts, 'model' | 'skillName'> {
  const number = (column: number): number => toNumber(row[at + column]);
  return {
    messages: number(0),
    inputTokens: number(1),
    outputTokens: number(2),
    cacheReadTokens: number(3),
    cacheCreationTokens: number(4),
    cacheCreation1hTokens: number(5),
    statedCostUsd: number(6),
    unstated: {
      inputTokens: number(7),
      outputTokens: number(8),
      cacheReadTokens: number(9),
      cacheCreationTokens: number(10),
      cacheCreation1hTokens: number(11),
    },
  };
}
