import type { ExperimentTotals, ExperimentUnits } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { callCells } from './calls-of-skill.ts';

export const totalNames: readonly (keyof ExperimentTotals)[] = [
  'outcomes',
  'known',
  'completed',
  'durationCount',
  'durationSeconds',
  'ratingCount',
  'ratingSum',
];

export function emptyTotals(length: number): ExperimentTotals {
  return {
    outcomes: new Float64Array(length),
    known: new Float64Array(length),
    completed: new Float64Array(length),
    durationCount: new Float64Array(length),
    durationSeconds: new Float64Array(length),
    ratingCount: new Float64Array(length),
    ratingSum: new Float64Array(length),
  };
}

/** Columns for so many units, all zero. */
export function emptyUnits(length: number): ExperimentUnits {
  return {
    user: new Float64Array(length),
    arm: new Uint8Array(length),
    isMixed: new Uint8Array(length),
    assignedAtMs: new Float64Array(length),
    totals: emptyTotals(length),
    before: null,
  };
}

/** Adds a call to the sums in place `index`. */
export function addCall(totals: ExperimentTotals, index: number, call: SqlRow): void {
  add(totals.outcomes, index, 1);
  const completed = call[callCells.completed];
  if (typeof completed === 'number') {
    add(totals.known, index, 1);
    add(totals.completed, index, completed);
  }
  const durationSeconds = call[callCells.durationSeconds];
  if (typeof durationSeconds === 'number') {
    add(totals.durationCount, index, 1);
    add(totals.durationSeconds, index, durationSeconds);
  }
  const rating = call[callCells.rating];
  if (typeof rating === 'number') {
    add(totals.ratingCount, index, 1);
    add(totals.ratingSum, index, rating);
  }
}

function add(column: Float64Array, index: number, amount: number): void {
  column[index] = (column[index] ?? 0) + amount;
}
