import { parseTimestampMs, toTimestamp } from '@skills/schema';
import type { SqlRow } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber } from '../read/cell.ts';
import { increment, type SkillMetricsDelta } from './skill-metrics-delta.ts';

/** The columns of `skill_metrics` that events move, in their order. The rate is a percentage, as V1 has it. */
export const skillMetricsColumns = [
  'total_invocations',
  'completed_invocations',
  'abandoned_invocations',
  'total_duration_seconds',
  'avg_duration_seconds',
  'completion_rate',
  'first_invoked',
  'last_invoked',
  'workflow_paths',
  'common_errors',
  'follow_up_actions',
] as const;

export type SkillMetricsRow = {
  readonly totalInvocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationMicroseconds: number;
  readonly durationCount: number;
  readonly firstInvoked: string | null;
  readonly lastInvoked: string | null;
  readonly workflowPaths: ReadonlyMap<string, number>;
  readonly commonErrors: ReadonlyMap<string, number>;
  readonly followUpActions: ReadonlyMap<string, number>;
};

export const emptySkillMetrics: SkillMetricsRow = {
  totalInvocations: 0,
  completed: 0,
  failed: 0,
  durationMicroseconds: 0,
  durationCount: 0,
  firstInvoked: null,
  lastInvoked: null,
  workflowPaths: new Map(),
  commonErrors: new Map(),
  followUpActions: new Map(),
};

/**
 * @param cells - in the order of `skillMetricsColumns`
 * @param durationCount - how many durations the sum has, for the row whose average cannot tell: a sum of 0
 */
export function readSkillMetricsRow(cells: SqlRow, durationCount: number): SkillMetricsRow {
  const totalSeconds = toNumber(cells[3]);
  const average = toNullableNumber(cells[4]);
  return {
    totalInvocations: toNumber(cells[0]),
    completed: toNumber(cells[1]),
    failed: toNumber(cells[2]),
    durationMicroseconds: Math.floor(totalSeconds * 1e6 + 0.5),
    durationCount: average !== null && average > 0 ? Math.round(totalSeconds / average) : durationCount,
    firstInvoked: toNullableText(cells[6]),
    lastInvoked: toNullableText(cells[7]),
    workflowPaths: parseCounts(toNullableText(cells[8])),
    commonErrors: parseCounts(toNullableText(cells[9])),
    followUpActions: parseCounts(toNullableText(cells[10])),
  };
}

export function addSkillMetrics(
  row: SkillMetricsRow,
  delta: SkillMetricsDelta,
  labels: ReadonlyMap<number, string>,
): SkillMetricsRow {
  return {
    totalInvocations: row.totalInvocations + delta.invocations,
    completed: row.completed + delta.completed,
    failed: row.failed + delta.failed,
    durationMicroseconds: row.durationMicroseconds + delta.durationMicroseconds,
    durationCount: row.durationCount + delta.durationCount,
    firstInvoked: toTimestamp(Math.min(millisecondsOr(row.firstInvoked, Infinity), delta.firstInvokedAtMs)),
    lastInvoked: toTimestamp(Math.max(millisecondsOr(row.lastInvoked, -Infinity), delta.lastInvokedAtMs)),
    workflowPaths: addCounts(row.workflowPaths, labelled(delta.workflowPathLabels, labels)),
    commonErrors: addCounts(row.commonErrors, labelled(delta.errorTypeLabels, labels)),
    followUpActions: addCounts(row.followUpActions, delta.followUpActions),
  };
}

/** Both rows as one. */
export function mergeSkillMetrics(left: SkillMetricsRow, right: SkillMetricsRow): SkillMetricsRow {
  const first = [left.firstInvoked, right.firstInvoked].map((time) => millisecondsOr(time, Infinity));
  const last = [left.lastInvoked, right.lastInvoked].map((time) => millisecondsOr(time, -Infinity));
  return {
    totalInvocations: left.totalInvocations + right.totalInvocations,
    completed: left.completed + right.completed,
    failed: left.failed + right.failed,
    durationMicroseconds: left.durationMicroseconds + right.durationMicroseconds,
    durationCount: left.durationCount + right.durationCount,
    firstInvoked: timestampOrNull(Math.min(...first)),
    lastInvoked: timestampOrNull(Math.max(...last)),
    workflowPaths: addCounts(left.workflowPaths, right.workflowPaths),
    commonErrors: addCounts(left.commonErrors, right.commonErrors),
    followUpActions: addCounts(left.followUpActions, right.followUpActions),
  };
}

function timestampOrNull(milliseconds: number): string | null {
  return Number.isFinite(milliseconds) ? toTimestamp(milliseconds) : null;
}

/** The name, then the columns in the order of `skillMetricsColumns`. */
export function toSkillMetricsCells(skillName: string, row: SkillMetricsRow): SqlRow {
  const { completed, failed, durationMicroseconds, durationCount } = row;
  const known = completed + failed;
  return [
    skillName,
    row.totalInvocations,
    completed,
    failed,
    durationMicroseconds / 1e6,
    durationCount === 0 ? null : durationMicroseconds / 1e6 / durationCount,
    known === 0 ? 0 : (100 * completed) / known,
    row.firstInvoked,
    row.lastInvoked,
    formatCounts(row.workflowPaths),
    formatCounts(row.commonErrors),
    formatCounts(row.followUpActions),
  ];
}

function millisecondsOr(timestamp: string | null, none: number): number {
  return (timestamp === null ? undefined : parseTimestampMs(timestamp)) ?? none;
}

function labelled(counts: ReadonlyMap<number, number>, labels: ReadonlyMap<number, string>): Map<string, number> {
  const byText = new Map<string, number>();
  for (const [id, count] of counts) increment(byText, labels.get(id) ?? '', count);
  return byText;
}

function addCounts(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): Map<string, number> {
  const sum = new Map(left);
  for (const [text, count] of right) increment(sum, text, count);
  return sum;
}

/** A JSON object of text and count. Another program's value that is none counts as nothing. */
function parseCounts(json: string | null): ReadonlyMap<string, number> {
  const value: unknown = JSON.parse(json ?? '{}');
  const entries: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.flatMap(([text, count]) => (typeof count === 'number' ? [[text, count] as const] : [])));
}

/** Keys in order, so that equal counts are equal text. */
function formatCounts(counts: ReadonlyMap<string, number>): string {
  const entries = [...counts].filter(([, count]) => count !== 0).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}
