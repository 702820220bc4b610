import { humanEffortSeconds } from '@skills/analytics';
import type { HumanEffortLevel } from '@skills/schema';
import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { executionKindsSql } from '../executions/execution-columns.ts';
import { toNumber } from '../read/cell.ts';
import { firstEventKeyAt } from '../read/event-key-range.ts';

/** Executions of one level, those of them whose duration is known, and its sum. */
export type LevelEffort = { readonly tasks: number; readonly timedTasks: number; readonly seconds: number };
export type EffortCounts = {
  /** Those without level and duration count in none. */
  readonly executions: number;
  readonly levels: Readonly<Record<HumanEffortLevel, LevelEffort>>;
};

/** What the executions of [since, until) asked of people, counted one by one. */
export async function effortOfLog(reader: SqlReader, sinceMs: number, untilMs: number): Promise<EffortCounts> {
  const range = [firstEventKeyAt(sinceMs), firstEventKeyAt(untilMs)];
  const bounds = [...range, humanEffortSeconds.medium, humanEffortSeconds.high];
  const [all = []] = await reader.all(`SELECT ${sums} FROM skill_event AS e WHERE ${inRange}`, bounds);
  const [others = []] = await reader.all(
    `SELECT ${sums} FROM skill AS s CROSS JOIN skill_event AS e INDEXED BY skill_event_skill ON e.skill_id = s.skill_id
     WHERE s.kind NOT IN (${executionKindsSql}) AND ${inRange}`,
    bounds,
  );
  const stated = await reader.all(
    `SELECT e.details ->> '$.humanEffortLevel', ${sums} FROM skill_event AS e
     WHERE ${inRange} AND e.details IS NOT NULL AND instr(e.details, '"humanEffortLevel"') > 0
       AND +e.skill_id IN (SELECT skill_id FROM skill WHERE kind IN (${executionKindsSql}))
     GROUP BY 1`,
    bounds,
  );
  const ofStated = stated.map((row) => toTimes(row.slice(1)));
  const timed = less(toTimes(all), [toTimes(others), ...ofStated]);
  const effortOf = (level: HumanEffortLevel): LevelEffort => {
    const { count, seconds: ofTimed } = timed[level];
    const row = stated.find(([found]) => found === level);
    const withDuration = row === undefined ? [] : Object.values(toTimes(row.slice(1)));
    return {
      tasks: count + (row === undefined ? 0 : toNumber(row[1])),
      timedTasks: withDuration.reduce((sum, times) => sum + times.count, count),
      seconds: withDuration.reduce((sum, times) => sum + times.seconds, ofTimed),
    };
  };
  return {
    executions: toNumber(all[0]) - toNumber(others[0]),
    levels: byLevel(effortOf),
  };
}

export function byLevel<Value>(valueOf: (level: HumanEffortLevel) => Value): Record<HumanEffortLevel, Value> {
  return { LOW: valueOf('LOW'), MEDIUM: valueOf('MEDIUM'), HIGH: valueOf('HIGH') };
}

export function addEffort(left: EffortCounts, right: EffortCounts): EffortCounts {
  return {
    executions: left.executions + right.executions,
    levels: byLevel((level) => ({
      tasks: left.levels[level].tasks + right.levels[level].tasks,
      timedTasks: left.levels[level].timedTasks + right.levels[level].timedTasks,
      seconds: left.levels[level].seconds + right.levels[level].seconds,
    })),
  };
}

type Times = Readonly<Record<HumanEffortLevel, { readonly count: number; readonly seconds: number }>>;

const inRange = 'e.event_key >= ?1 AND e.event_key < ?2';
const seconds = 'e.duration_seconds';
// One pass over a day of 110,000 calls: 8 ms. To look up the kind of each call and to sort them by level takes 80 ms; so the
// few calls that are no executions, and those with a stated level, are counted apart and taken away.
const sums = `count(*), count(${seconds}), total(${seconds}), count(*) FILTER (WHERE ${seconds} >= ?3),
  total(${seconds}) FILTER (WHERE ${seconds} >= ?3), count(*) FILTER (WHERE ${seconds} > ?4),
  total(${seconds}) FILTER (WHERE ${seconds} > ?4)`;

/** Calls and seconds by what their duration says. */
function toTimes(row: SqlRow): Times {
  const [, all, allSeconds, notLow, notLowSeconds, high, highSeconds] = row.map(toNumber);
  const between = (from = 0, to = 0): number => from - to;
  return {
    LOW: { count: between(all, notLow), seconds: between(allSeconds, notLowSeconds) },
    MEDIUM: { count: between(notLow, high), seconds: between(notLowSeconds, highSeconds) },
    HIGH: { count: between(high), seconds: between(highSeconds) },
  };
}

function less(from: Times, parts: readonly Times[]): Times {
  const ofLevel = (level: HumanEffortLevel): Times['LOW'] => ({
    count: parts.reduce((count, part) => count - part[level].count, from[level].count),
    seconds: parts.reduce((left, part) => left - part[level].seconds, from[level].seconds),
  });
  return { LOW: ofLevel('LOW'), MEDIUM: ofLevel('MEDIUM'), HIGH: ofLevel('HIGH') };
}
