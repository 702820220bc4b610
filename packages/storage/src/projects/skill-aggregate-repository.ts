import type { AggregateWindow, SkillKind } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toSkillKind, toText } from '../read/cell.ts';
import { LogNames } from '../segments/log-names.ts';
import { aggregatePeriod, windowNumbers } from './aggregate-period.ts';
import { type AggregateRefreshOptions, type RefreshedAggregates, refreshAggregates } from './aggregate-refresh.ts';
import { type LabelledStratum, strataOf } from './aggregate-row.ts';
import { type AggregateTotals, toAggregateTotals, totalsColumns } from './aggregate-totals.ts';

export type SkillAggregateRepositoryDependencies = { readonly engine: SqlEngine };

/** A window's period that holds a moment, of one project or of every registered and active one. */
export type AggregateScope = {
  readonly timeWindow: AggregateWindow;
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  readonly projectId?: string | undefined;
};

export type SkillAggregate = AggregateTotals & { readonly skillName: string; readonly kind: SkillKind };

/** Outcomes of calls of one phase and model; `null` is none. */
export type AggregateStratum = {
  readonly phase: string | null;
  readonly model: string | null;
  readonly completed: number;
  readonly failed: number;
};

export type ProjectAggregate = AggregateTotals & {
  readonly projectId: string;
  readonly projectName: string;
  readonly projectType: string;
  readonly kind: SkillKind;
  readonly strata: readonly AggregateStratum[];
};

export type AggregateAges = {
  /** UTC epoch milliseconds. */
  readonly collectedAtMs: number | null;
  readonly computedAtMs: number | null;
  readonly daysBehind: number;
  readonly projectsBehind: number;
};

const dayMs = 86_400_000;
// A project that is not in the aggregates has no rows; NULL is every project.
const projectNumber = '(SELECT 0 WHERE ?2 IS NULL UNION ALL SELECT project_id FROM project WHERE external_id = ?2)';

/** What is counted across projects, from its own rows alone. */
export class SkillAggregateRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: SkillAggregateRepositoryDependencies) {
    this.#engine = engine;
  }

  /** As `refreshAggregates`; a project is named by its id. */
  async refresh({
    projectId,
    ...options
  }: Omit<AggregateRefreshOptions, 'projectId'> & {
    readonly projectId?: string | undefined;
  }): Promise<RefreshedAggregates> {
    const number = projectId === undefined ? undefined : await numberOf(this.#engine, projectId);
    return refreshAggregates(this.#engine, { ...options, projectId: number });
  }

  /** Skills of a period, the most used first; of one name when asked. */
  async skills(scope: AggregateScope, skillName?: string): Promise<readonly SkillAggregate[]> {
    const rows = await this.#engine.all(
      `SELECT s.name, s.kind, ${totalsColumns('a')}
       FROM skill_aggregate AS a CROSS JOIN skill AS s ON s.skill_id = a.skill_id
       WHERE a.time_window = ?1 AND a.project_id = ${projectNumber} AND a.period = ?3 AND (?4 IS NULL OR s.name = ?4)
       ORDER BY a.invocations DESC, s.name, s.kind`,
      [...scopeParameters(scope), skillName ?? null],
    );
    return rows.map(toSkillAggregate);
  }

  /** A skill in each project of a period, with its mix. */
  async projectsOf(skillName: string, scope: Omit<AggregateScope, 'projectId'>): Promise<readonly ProjectAggregate[]> {
    const rows = await this.#engine.all(
      `SELECT p.external_id, p.name, p.project_type, s.kind, a.strata, ${totalsColumns('a')}
       FROM skill AS s CROSS JOIN aggregated_project AS known CROSS JOIN skill_aggregate AS a
         ON a.time_window = ?1 AND a.project_id = known.project_id AND a.period = ?2 AND a.skill_id = s.skill_id
       CROSS JOIN project AS p ON p.project_id = a.project_id
       WHERE s.name = ?3 ORDER BY p.name, p.external_id, s.kind`,
      [windowNumbers[scope.timeWindow], periodOf(scope), skillName],
    );
    const strata = rows.map((row) => strataOf(toText(row[4])));
    const labels = await new LogNames({ engine: this.#engine }).labels(
      strata.flat().flatMap(({ phaseLabel, modelLabel }) => [phaseLabel, modelLabel]),
    );
    return rows.map((row, index) => toProjectAggregate(row, withNames(strata[index] ?? [], labels)));
  }

  /** Rows of a window, over all its periods. */
  async count({ timeWindow, projectId }: Pick<AggregateScope, 'timeWindow' | 'projectId'>): Promise<number> {
    const [row] = await this.#engine.all(
      `SELECT count(*) FROM skill_aggregate WHERE time_window = ?1 AND project_id = ${projectNumber}`,
      [windowNumbers[timeWindow], projectId ?? null],
    );
    return toNumber(row?.[0]);
  }

  /** Projects in the aggregates. */
  async projectCount(): Promise<number> {
    const [row] = await this.#engine.all('SELECT count(*) FROM aggregated_project');
    return toNumber(row?.[0]);
  }

  async ages(): Promise<AggregateAges> {
    const active = 'SELECT project_id FROM project WHERE registered = 1 AND active = 1';
    const [row] = await this.#engine.all(
      `SELECT (SELECT max(last_sync_at_ms) FROM project WHERE registered = 1 AND active = 1),
         (SELECT computed_at_ms FROM aggregate_run),
         (SELECT count(*) FROM aggregate_stale_day),
         (SELECT count(*) FROM (${active} EXCEPT SELECT project_id FROM aggregated_project))
           + (SELECT count(*) FROM (SELECT project_id FROM aggregated_project EXCEPT ${active}))`,
    );
    return {
      collectedAtMs: toNullableNumber(row?.[0] ?? null),
      computedAtMs: toNullableNumber(row?.[1] ?? null),
      daysBehind: toNumber(row?.[2]),
      projectsBehind: toNumber(row?.[3]),
    };
  }
}

function periodOf({ timeWindow, atMs }: Pick<AggregateScope, 'timeWindow' | 'atMs'>): number {
  return aggregatePeriod(timeWindow, Math.floor(atMs / dayMs)).fromDay;
}

function scopeParameters(scope: AggregateScope): readonly [number, string | null, number] {
  return [windowNumbers[scope.timeWindow], scope.projectId ?? null, periodOf(scope)];
}

async function numberOf(reader: SqlReader, projectId: string): Promise<number | undefined> {
  const [row] = await reader.all('SELECT project_id FROM project WHERE external_id = ?1', [projectId]);
  return row === undefined ? undefined : toNumber(row[0]);
}

function toSkillAggregate(row: SqlRow): SkillAggregate {
  return { skillName: toText(row[0]), kind: toSkillKind(row[1]), ...toAggregateTotals(row, 2) };
}

function toProjectAggregate(row: SqlRow, strata: readonly AggregateStratum[]): ProjectAggregate {
  return {
    projectId: toText(row[0]),
    projectName: toText(row[1]),
    projectType: toText(row[2]),
    kind: toSkillKind(row[3]),
    strata,
    ...toAggregateTotals(row, 5),
  };
}

function withNames(
  strata: readonly LabelledStratum[],
  labels: ReadonlyMap<number, string>,
): readonly AggregateStratum[] {
  return strata.map(({ phaseLabel, modelLabel, completed, failed }) => ({
    phase: labels.get(phaseLabel) ?? null,
    model: labels.get(modelLabel) ?? null,
    completed,
    failed,
  }));
}
