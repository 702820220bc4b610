import type { SqlReader } from '../engine/sql-engine.ts';
import { SkillsError } from '@skills/schema';
import { followUpCount } from '../migrations/v8-project-tables.ts';
import { toBigInt, toNumber, toText } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';
import { AggregateCell } from './aggregate-cell.ts';
import type { Period } from './aggregate-period.ts';
import { aggregateCellOf, aggregateColumns, aggregateKeyOf } from './aggregate-row.ts';

const dayMs = 86_400_000;
const eventsPerPage = 32_768;
// Days until the year 2200 fit 17 bits, ids of skills and projects 18.
const dayRange = 2 ** 17;
const skillRange = 2 ** 18;

/** A skill of a project on a day, and what is counted of it. */
export type DayCell = {
  readonly projectId: number;
  readonly skillId: number;
  /** Since 1970, UTC. */
  readonly day: number;
  readonly cell: AggregateCell;
};

export type DayCellQuestion = {
  readonly days: Period;
  /** Numbers of the database. */
  readonly projectIds: readonly number[];
};

// As `durationMicroseconds`: whole microseconds, a year at most; what is negative is no duration.
const durationUs = `CASE WHEN e.duration_seconds >= 0
  THEN CAST(min(e.duration_seconds, 31536000.0) * 1e6 + 0.5 AS INTEGER) ELSE -1 END`;

/** Of a call `e`; -1 is unknown. */
const callFields = {
  at_ms: 'e.event_key >> 21',
  project: 'e.project_id',
  skill: 'e.skill_id',
  phase: 'coalesce(e.phase_label, 0)',
  model: 'coalesce(e.model_label, 0)',
  outcome: 'coalesce(e.completed, -1)',
  duration_us: durationUs,
  follow_ups: `coalesce(${followUpCount('e')}, -1)`,
} as const;
/** In the order of `addCalls`. */
const fieldNames = ['at_ms', 'project', 'skill', 'phase', 'model', 'outcome', 'duration_us', 'follow_ups'] as const;

/**
 * What the log says of some days. A field of many calls comes as JSON in one cell: grouped by SQL it would take twice as
 * long, as rows ten times.
 */
export async function dayCellsOfLog(
  reader: SqlReader,
  { days, projectIds }: DayCellQuestion,
): Promise<readonly DayCell[]> {
  const cells = new Map<number, DayCell>();
  const toKey = firstEventKeyAt(days.toDay * dayMs);
  let fromKey = firstEventKeyAt(days.fromDay * dayMs);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins behind the one before
    const [row] = await reader.all(
      `SELECT count(*), max(event_key), json_array(${fieldNames.map((name) => `json_group_array(${name})`).join(', ')})
       FROM (SELECT e.event_key, ${fieldNames.map((name) => `${callFields[name]} AS ${name}`).join(', ')}
         FROM skill_event AS e WHERE e.event_key >= ?1 AND e.event_key < ?2
           AND e.project_id IN (SELECT value FROM json_each(?3)) ORDER BY e.event_key LIMIT ${eventsPerPage})`,
      [fromKey, toKey, JSON.stringify(projectIds)],
    );
    const calls = toNumber(row?.[0]);
    if (calls > 0) addCalls(cells, numberColumns(toText(row?.[2]), calls));
    if (calls < eventsPerPage) return [...cells.values()];
    fromKey = toBigInt(row?.[1]) + 1n;
  }
}

function numberColumns(text: string, length: number): readonly (readonly number[])[] {
  const columns: unknown = JSON.parse(text);
  const isNumbers = (column: unknown): column is number[] => Array.isArray(column) && column.length === length;
  if (Array.isArray(columns) && columns.every(isNumbers)) return columns;
  throw new SkillsError('storage-corrupt', 'the calls of a page of the log are not whole');
}

function addCalls(cells: Map<number, DayCell>, columns: readonly (readonly number[])[]): void {
  const [
    times = [],
    projects = [],
    skills = [],
    phases = [],
    models = [],
    outcomes = [],
    durations = [],
    followUps = [],
  ] = columns;
  for (let index = 0; index < times.length; index += 1) {
    const [atMs = 0, projectId = 0, skillId = 0] = [times[index], projects[index], skills[index]];
    const day = Math.floor(atMs / dayMs);
    const key = (projectId * skillRange + skillId) * dayRange + day;
    let dayCell = cells.get(key);
    if (dayCell === undefined) {
      dayCell = { projectId, skillId, day, cell: new AggregateCell() };
      cells.set(key, dayCell);
    }
    const { cell } = dayCell;
    cell.invocations += 1;
    if (atMs < cell.firstUsedMs) cell.firstUsedMs = atMs;
    if (atMs > cell.lastUsedMs) cell.lastUsedMs = atMs;
    const outcome = outcomes[index] ?? -1;
    if (outcome !== -1) {
      cell.completed += outcome;
      cell.failed += 1 - outcome;
      cell.addOutcomes([phases[index] ?? 0, models[index] ?? 0], outcome, 1 - outcome);
    }
    const duration = durations[index] ?? -1;
    if (duration !== -1) {
      cell.durationCount += 1;
      cell.durationUsSum += duration;
    }
    const actions = followUps[index] ?? -1;
    if (actions !== -1) {
      cell.followUpCount += 1;
      cell.followUpSum += actions;
      cell.followUpSquareSum += actions * actions;
    }
  }
}

/** What the daily aggregates hold of some days. */
export async function dayCellsOfAggregates(
  reader: SqlReader,
  { days, projectIds }: DayCellQuestion,
): Promise<readonly DayCell[]> {
  const rows = await reader.all(
    `SELECT ${aggregateColumns} FROM skill_aggregate
     WHERE time_window = 1 AND project_id IN (SELECT value FROM json_each(?3)) AND period >= ?1 AND period < ?2`,
    [days.fromDay, days.toDay, JSON.stringify(projectIds)],
  );
  return rows.map((row) => {
    const { projectId, skillId, period } = aggregateKeyOf(row);
    return { projectId, skillId, day: period, cell: aggregateCellOf(row) };
  });
}
