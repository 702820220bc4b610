import type { SqlRow } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { AggregateCell } from './aggregate-cell.ts';

/** Where a row of `skill_aggregate` stands: the columns of its key. */
export type AggregateKey = {
  readonly timeWindow: number;
  readonly period: number;
  readonly projectId: number;
  readonly skillId: number;
};

/** In the order of `toAggregateRow`. */
export const aggregateColumns: string =
  'time_window, period, project_id, skill_id, invocations, completed, failed, duration_count, duration_us_sum, ' +
  'follow_up_count, follow_up_sum, follow_up_square_sum, first_used_ms, last_used_ms, strata';

const keyColumns = 4;

export function toAggregateRow({ timeWindow, projectId, period, skillId }: AggregateKey, cell: AggregateCell): SqlRow {
  return [
    timeWindow,
    period,
    projectId,
    skillId,
    cell.invocations,
    cell.completed,
    cell.failed,
    cell.durationCount,
    cell.durationUsSum,
    cell.followUpCount,
    cell.followUpSum,
    cell.followUpSquareSum,
    cell.firstUsedMs,
    cell.lastUsedMs,
    cell.strataText(),
  ];
}

/** Of a row of `aggregateColumns`. */
export function aggregateKeyOf(row: SqlRow): AggregateKey {
  return {
    timeWindow: toNumber(row[0]),
    period: toNumber(row[1]),
    projectId: toNumber(row[2]),
    skillId: toNumber(row[3]),
  };
}

/** Of a row of `aggregateColumns`, or of the same columns without the key. */
export function aggregateCellOf(row: SqlRow, offset: number = keyColumns): AggregateCell {
  const cell = new AggregateCell();
  cell.invocations = toNumber(row[offset]);
  cell.completed = toNumber(row[offset + 1]);
  cell.failed = toNumber(row[offset + 2]);
  cell.durationCount = toNumber(row[offset + 3]);
  cell.durationUsSum = toNumber(row[offset + 4]);
  cell.followUpCount = toNumber(row[offset + 5]);
  cell.followUpSum = toNumber(row[offset + 6]);
  cell.followUpSquareSum = toNumber(row[offset + 7]);
  cell.firstUsedMs = toNumber(row[offset + 8]);
  cell.lastUsedMs = toNumber(row[offset + 9]);
  for (const { phaseLabel, modelLabel, completed, failed } of strataOf(toText(row[offset + 10]))) {
    cell.addOutcomes([phaseLabel, modelLabel], completed, failed);
  }
  return cell;
}

/** Calls with a known outcome, of one phase and model; 0 stands for none. */
export type LabelledStratum = {
  readonly phaseLabel: number;
  readonly modelLabel: number;
  readonly completed: number;
  readonly failed: number;
};

/** The column `strata`. */
export function strataOf(text: string): readonly LabelledStratum[] {
  if (text === '[]') return [];
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) return [];
  return rows.map((row: unknown) => {
    const [phaseLabel = 0, modelLabel = 0, completed = 0, failed = 0] = Array.isArray(row) ? row.map(Number) : [];
    return { phaseLabel, modelLabel, completed, failed };
  });
}
