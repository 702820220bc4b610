import type { SkillKind, Tool, ToolCounts, ToolHour } from '@skills/schema';
import { executionKinds, SkillsError } from '@skills/schema';
import type { SqlReader, SqlRow, SqlValue } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { hourMs } from '../read/snap-window.ts';
import { toolHoursOfOpenHours, toolHourSums } from './tool-hour-columns.ts';

export type ToolHourRepositoryDependencies = { readonly engine: SqlReader };

/** Whole UTC hours, half open. */
export type HourWindow = { readonly sinceMs: number; readonly untilMs: number };

const names = toolHourSums.map((column) => `c.${column}`).join(', ');
const sums = toolHourSums.map((column) => `sum(${column}) AS ${column}`).join(', ');
const columns = toolHourSums.join(', ');

const openHours = 'SELECT hour FROM execution_hour_open WHERE hour >= ?1 AND hour < ?2';

/** Rows of `skill_id` and the sums of summarised hours; what was pruned counts in hours that are open, too. */
function hoursWhere(condition: string): string {
  return `SELECT hour, skill_id, ${columns} FROM tier2_tool_hours
    WHERE ${condition} AND (sealed = 1 OR hour NOT IN (${openHours}))`;
}

// Hours whose summary holds come from tier 2, the others from the log.
const byHour = `${hoursWhere('hour >= ?1 AND hour < ?2')} UNION ALL ${toolHoursOfOpenHours}`;

// `?3` and `?4` are the first whole day and the one behind the last: a day without open hours is one row a tool, where 24
// hours would be read.
const byDay = `
  SELECT day * 24 AS hour, skill_id, ${columns} FROM tier2_tool_days
  WHERE day >= ?3 AND day < ?4 AND day NOT IN (SELECT hour / 24 FROM (${openHours}))
  UNION ALL ${hoursWhere('hour >= ?1 AND hour < min(?2, ?3 * 24)')}
  UNION ALL ${hoursWhere('hour >= max(?1, ?4 * 24) AND hour < ?2')}
  UNION ALL ${hoursWhere(`hour >= ?3 * 24 AND hour < ?4 * 24 AND hour / 24 IN (SELECT hour / 24 FROM (${openHours}))`)}
  UNION ALL ${toolHoursOfOpenHours}`;

/** Executions by tool and hour: right at any moment, and quick once the hours are summarised. */
export class ToolHourRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ToolHourRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * One entry per tool with executions, the most used first.
   *
   * @throws {RangeError} when the window does not lie on whole hours
   */
  async toolCounts(window: HourWindow): Promise<readonly ToolCounts[]> {
    const hours = hoursOf(window);
    const rows = await this.#engine.all(
      `SELECT s.name, s.kind, ${names}
       FROM (SELECT skill_id, ${sums} FROM (${byDay}) GROUP BY skill_id) AS c JOIN skill AS s ON s.skill_id = c.skill_id
       ORDER BY c.executions DESC, s.name, s.kind`,
      [...hours, ...wholeDays(hours)],
    );
    return rows.map((row) => toToolCounts(row, 0));
  }

  /** One entry per hour and tool with executions, in the order of time and name. */
  async toolHours(window: HourWindow): Promise<readonly ToolHour[]> {
    const rows = await this.#engine.all(
      `SELECT c.hour, s.name, s.kind, ${names}
       FROM (SELECT hour, skill_id, ${sums} FROM (${byHour}) GROUP BY hour, skill_id) AS c
       JOIN skill AS s ON s.skill_id = c.skill_id
       ORDER BY c.hour, s.name, s.kind`,
      hoursOf(window),
    );
    return rows.map((row) => Object.assign({ hourMs: toNumber(row[0]) * hourMs }, toToolCounts(row, 1)));
  }
}

export function toTool(name: SqlValue | undefined, kind: SqlValue | undefined): Tool {
  const known = executionKinds.find((executionKind: SkillKind) => executionKind === kind);
  if (known !== undefined) return { toolName: toText(name), kind: known };
  throw new SkillsError('storage-corrupt', `the database holds ${String(kind)} where a kind of tool was expected`);
}

function toToolCounts(row: SqlRow, offset: number): ToolCounts {
  const sum = (index: number): number => toNumber(row[offset + 2 + index]);
  return {
    ...toTool(row[offset], row[offset + 1]),
    executions: sum(0),
    successful: sum(1),
    failed: sum(2),
    durationCount: sum(3),
    durationSecondsSum: sum(4) / 1e6,
    costCount: sum(5),
    costUsdSum: sum(6) / 1e9,
    tokenCount: sum(7),
    tokenSum: sum(8),
  };
}

function hoursOf({ sinceMs, untilMs }: HourWindow): readonly [from: number, to: number] {
  if (sinceMs % hourMs !== 0 || untilMs % hourMs !== 0) {
    throw new RangeError(`executions are counted by whole hours, got ${sinceMs} to ${untilMs}`);
  }
  return [sinceMs / hourMs, untilMs / hourMs];
}

/** The first whole day of the hours, and the one behind the last; the same twice when there is none. */
function wholeDays([from, to]: readonly [from: number, to: number]): readonly [first: number, end: number] {
  const first = Math.ceil(from / 24);
  return [first, Math.max(first, Math.floor(to / 24))];
}
