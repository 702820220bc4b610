import type { SqlRow } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';

/** What an aggregate says of its calls. */
export type AggregateTotals = {
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  /** Calls whose duration is known, and the sum in seconds. */
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  /** Calls that say how many actions followed; sums of those numbers and of their squares. */
  readonly followUpCount: number;
  readonly followUpSum: number;
  readonly followUpSquareSum: number;
  /** UTC epoch milliseconds. */
  readonly firstUsedMs: number;
  readonly lastUsedMs: number;
};

export function totalsColumns(alias: string): string {
  return [
    'invocations',
    'completed',
    'failed',
    'duration_count',
    'duration_us_sum',
    'follow_up_count',
    'follow_up_sum',
    'follow_up_square_sum',
    'first_used_ms',
    'last_used_ms',
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');
}

/** @param offset - where the columns of `totalsColumns` begin */
export function toAggregateTotals(row: SqlRow, offset: number): AggregateTotals {
  return {
    invocations: toNumber(row[offset]),
    completed: toNumber(row[offset + 1]),
    failed: toNumber(row[offset + 2]),
    durationCount: toNumber(row[offset + 3]),
    durationSecondsSum: toNumber(row[offset + 4]) / 1e6,
    followUpCount: toNumber(row[offset + 5]),
    followUpSum: toNumber(row[offset + 6]),
    followUpSquareSum: toNumber(row[offset + 7]),
    firstUsedMs: toNumber(row[offset + 8]),
    lastUsedMs: toNumber(row[offset + 9]),
  };
}
