import type { SkillKind } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toSkillKind, toText } from '../read/cell.ts';
import { dayMs, hourMs } from '../read/snap-window.ts';

export type TrendRepositoryDependencies = { readonly engine: SqlReader };

/** Days since 1970-01-01, half open. */
export type DaySpan = { readonly fromDay: number; readonly toDay: number };

export type SkillDay = {
  readonly day: number;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  /** Sum of the squares. */
  readonly durationSecondsSquaredSum: number;
};

/** The days in which one skill ran, in order. */
export type SkillDaySeries = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly days: readonly SkillDay[];
};

export type HourOfWeekRow = {
  /** Monday 00:00 UTC is 0. */
  readonly hourOfWeek: number;
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
};

type NamedSkill = { readonly skillName: string; readonly kind: SkillKind };

/** What trends ask, answered from rollups alone. */
export class TrendRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: TrendRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Every skill that ran in the span, or those of one name: one query, one seek per skill. */
  async skillDays(
    { fromDay, toDay }: DaySpan,
    filter: { readonly skillName?: string | undefined; readonly kind?: SkillKind | undefined } = {},
  ): Promise<readonly SkillDaySeries[]> {
    const rows = await this.#engine.all(skillDaysQuery, [
      fromDay,
      toDay,
      filter.skillName ?? null,
      filter.kind ?? null,
    ]);
    const series: { skillName: string; kind: SkillKind; days: SkillDay[] }[] = [];
    let skillId: number | undefined;
    let days: SkillDay[] = [];
    for (const row of rows) {
      const id = toNumber(row[0]);
      if (id !== skillId) {
        skillId = id;
        days = [];
        series.push({ skillName: toText(row[1]), kind: toSkillKind(row[2]), days });
      }
      days.push({
        day: toNumber(row[3]),
        invocations: toNumber(row[4]),
        completed: toNumber(row[5]),
        failed: toNumber(row[6]),
        durationCount: toNumber(row[7]),
        durationSecondsSum: toNumber(row[8]) / 1e6,
        durationSecondsSquaredSum: toNumber(row[9]),
      });
    }
    return series;
  }

  /** The kinds that bear a name, whether or not they ran of late. */
  async kindsOf(skillName: string): Promise<readonly SkillKind[]> {
    const rows = await this.#engine.all('SELECT kind FROM skill WHERE name = ?1 ORDER BY kind', [skillName]);
    return rows.map((row) => toSkillKind(row[0]));
  }

  /**
   * The first hour and the last moment of the whole log, whatever ran, UTC epoch milliseconds.
   *
   * @returns `undefined` for an empty log
   */
  async logSpan(): Promise<{ readonly firstMs: number; readonly lastMs: number } | undefined> {
    const [row] = await this.#engine.all(logSpanQuery);
    const first = row?.[0] ?? null;
    return first === null ? undefined : { firstMs: toNumber(first) * hourMs, lastMs: toNumber(row?.[1]) };
  }

  /** First and last hour of each day in which anything ran, 0 to 23, by day. */
  async activeHours({ fromDay, toDay }: DaySpan): Promise<readonly ActiveDay[]> {
    const rows = await this.#engine.all(activeHoursQuery, [fromDay * hoursOfDay, toDay * hoursOfDay]);
    return rows.map((row) => ({ day: toNumber(row[0]), firstHour: toNumber(row[1]), lastHour: toNumber(row[2]) }));
  }

  /** One skill by hour of the week; hours in which it never ran are left out. */
  async hoursOfWeek({ fromDay, toDay }: DaySpan, skill: NamedSkill): Promise<readonly HourOfWeekRow[]> {
    const rows = await this.#engine.all(hoursOfWeekQuery, [
      fromDay * hoursOfDay,
      toDay * hoursOfDay,
      skill.skillName,
      skill.kind,
    ]);
    return rows.map((row) => ({
      hourOfWeek: toNumber(row[0]),
      invocations: toNumber(row[1]),
      completed: toNumber(row[2]),
      failed: toNumber(row[3]),
      durationCount: toNumber(row[4]),
      durationSecondsSum: toNumber(row[5]) / 1e6,
    }));
  }

  /** Every day in which one skill ever ran, with the sessions that had not run it on an earlier day. */
  async newSessions(skill: NamedSkill): Promise<readonly NewSessionsDay[]> {
    const rows = await this.#engine.all(newSessionsQuery, [skill.skillName, skill.kind]);
    return rows.map((row) => ({
      day: toNumber(row[0]),
      invocations: toNumber(row[1]),
      newSessions: toNumber(row[2]),
    }));
  }
}

export type ActiveDay = { readonly day: number; readonly firstHour: number; readonly lastHour: number };

export type NewSessionsDay = { readonly day: number; readonly invocations: number; readonly newSessions: number };

const hoursOfDay = dayMs / hourMs;

const skillDaysQuery = `
  SELECT s.skill_id, s.name, s.kind, r.day, r.invocations, r.completed, r.failed, r.duration_count,
    r.duration_us_sum, r.duration_seconds_sum_sq
  FROM skill AS s CROSS JOIN skill_rollup_day AS r
  WHERE r.project_id = 0 AND r.skill_id = s.skill_id AND r.day >= ?1 AND r.day < ?2
    AND (?3 IS NULL OR s.name = ?3) AND (?4 IS NULL OR s.kind = ?4)
  ORDER BY s.skill_id, r.day`;

// Two seeks per skill: its first and its last row.
const logSpanQuery = `
  SELECT
    min((SELECT r.hour FROM skill_rollup_hour AS r WHERE r.skill_id = s.skill_id ORDER BY r.hour LIMIT 1)),
    max((SELECT r.last_invoked_at_ms FROM skill_rollup_hour AS r WHERE r.skill_id = s.skill_id
         ORDER BY r.hour DESC LIMIT 1))
  FROM skill AS s`;

const activeHoursQuery = `
  SELECT r.hour / 24, min(r.hour % 24), max(r.hour % 24)
  FROM skill AS s CROSS JOIN skill_rollup_hour AS r
  WHERE r.skill_id = s.skill_id AND r.hour >= ?1 AND r.hour < ?2
  GROUP BY 1 ORDER BY 1`;

// 1970-01-01 was a Thursday: hour 0 is hour 72 of the week.
const hoursOfWeekQuery = `
  SELECT (r.hour + 72) % 168, sum(r.invocations), sum(r.completed), sum(r.failed), sum(r.duration_count),
    sum(r.duration_us_sum)
  FROM skill AS s CROSS JOIN skill_rollup_hour AS r
  WHERE s.name = ?3 AND s.kind = ?4 AND r.skill_id = s.skill_id AND r.hour >= ?1 AND r.hour < ?2
  GROUP BY 1 ORDER BY 1`;

const newSessionsQuery = `
  SELECT r.day, r.invocations, r.sessions - coalesce((
    SELECT sum(g.sessions) FROM skill_session_gap_day AS g
    WHERE g.project_id = 0 AND g.skill_id = s.skill_id AND g.day = r.day
  ), 0)
  FROM skill AS s CROSS JOIN skill_rollup_day AS r
  WHERE s.name = ?1 AND s.kind = ?2 AND r.project_id = 0 AND r.skill_id = s.skill_id
  ORDER BY r.day`;
