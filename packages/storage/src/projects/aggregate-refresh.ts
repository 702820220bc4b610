import type { SqlEngine, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber, toNullableNumber } from '../read/cell.ts';
import { AggregateChanges } from './aggregate-changes.ts';
import type { Period } from './aggregate-period.ts';
import { countedDayCells } from '../retention/sealed-day-cells.ts';
import { dayCellsOfAggregates } from './day-cells.ts';

const dayMs = 86_400_000;
// Two weeks of ten million calls in a year are half a million calls.
const daysPerStep = 14;

export type AggregateRefreshOptions = {
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  /** Counts everything anew; of one project when `projectId` is given, by its number in the database. */
  readonly force: boolean;
  readonly projectId?: number | undefined;
  /** Told of each step of counting projects as a whole. */
  readonly onStep?: ((step: RefreshStep) => void) | undefined;
};

export type RefreshStep = { readonly done: number; readonly total: number };

export type RefreshedAggregates = {
  /** Projects that were counted from the log as a whole, because they are new here or were asked for. */
  readonly projectsCounted: number;
  /** Projects that are no longer registered, or not active. */
  readonly projectsRemoved: number;
  /** Days that changed in the projects that were known. */
  readonly daysChanged: number;
};

/**
 * Brings `skill_aggregate` up to date with the log and with the registry: counts days that changed since, projects that
 * were added, and takes out those that were removed. The result equals what is counted anew.
 */
export async function refreshAggregates(
  engine: SqlEngine,
  options: AggregateRefreshOptions,
): Promise<RefreshedAggregates> {
  if (!options.force && (await isFresh(engine))) {
    await engine.transaction((transaction) => noteRun(transaction, options.nowMs));
    return { projectsCounted: 0, projectsRemoved: 0, daysChanged: 0 };
  }
  return engine.transaction(async (transaction) => {
    const active = await numbers(
      transaction,
      'SELECT project_id FROM project WHERE registered = 1 AND active = 1 ORDER BY project_id',
    );
    const known = await numbers(transaction, 'SELECT project_id FROM aggregated_project');
    const again = (id: number): boolean => options.force && (options.projectId ?? id) === id;
    const kept = known.filter((id) => active.includes(id) && !again(id));
    const removed = known.filter((id) => !kept.includes(id));
    const added = active.filter((id) => !kept.includes(id));
    if (kept.length === 0) await transaction.run('DELETE FROM skill_aggregate WHERE true');
    else await removeProjects(transaction, removed);
    await transaction.run('DELETE FROM aggregated_project WHERE project_id IN (SELECT value FROM json_each(?1))', [
      JSON.stringify(removed),
    ]);
    const days = await numbers(transaction, 'SELECT day FROM aggregate_stale_day ORDER BY day');
    await transaction.runMany(
      'INSERT INTO aggregated_project (project_id) VALUES (?)',
      added.map((id) => [id]),
    );
    for (const period of kept.length === 0 ? [] : steps(days)) {
      const question = { days: period, projectIds: kept };
      const changes = new AggregateChanges();
      // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
      changes.add(await dayCellsOfAggregates(transaction, question), await countedDayCells(transaction, question));
      // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
      await changes.write(transaction);
    }
    await addProjects(transaction, added, options.onStep);
    await transaction.run('DELETE FROM aggregate_stale_day WHERE true');
    await noteRun(transaction, options.nowMs);
    const stillActive = (id: number): boolean => active.includes(id);
    return {
      projectsCounted: added.length,
      projectsRemoved: removed.filter((id) => !stillActive(id)).length,
      daysChanged: kept.length === 0 ? 0 : days.length,
    };
  });
}

/** Whether nothing has changed since: one look at two small tables. */
async function isFresh(engine: SqlEngine): Promise<boolean> {
  const [row] = await engine.all(
    `SELECT EXISTS (SELECT 1 FROM aggregate_run) AND NOT EXISTS (SELECT 1 FROM aggregate_stale_day) AND NOT EXISTS (
       SELECT project_id FROM project WHERE registered = 1 AND active = 1
       EXCEPT SELECT project_id FROM aggregated_project) AND NOT EXISTS (
       SELECT project_id FROM aggregated_project
       EXCEPT SELECT project_id FROM project WHERE registered = 1 AND active = 1)`,
  );
  return toNumber(row?.[0]) === 1;
}

async function noteRun(transaction: SqlTransaction, nowMs: number): Promise<void> {
  await transaction.run(
    `INSERT INTO aggregate_run (run_id, computed_at_ms) VALUES (1, ?1)
     ON CONFLICT DO UPDATE SET computed_at_ms = excluded.computed_at_ms`,
    [nowMs],
  );
}

async function removeProjects(transaction: SqlTransaction, projectIds: readonly number[]): Promise<void> {
  if (projectIds.length === 0) return;
  const [row] = await transaction.all(
    `SELECT min(period), max(period) FROM skill_aggregate
     WHERE time_window = 1 AND project_id IN (SELECT value FROM json_each(?1))`,
    [JSON.stringify(projectIds)],
  );
  for (const days of stepsBetween(toNullableNumber(row?.[0] ?? null), toNullableNumber(row?.[1] ?? null))) {
    const changes = new AggregateChanges();
    // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
    changes.add(await dayCellsOfAggregates(transaction, { days, projectIds }), []);
    // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
    await changes.write(transaction);
  }
}

async function addProjects(
  transaction: SqlTransaction,
  projectIds: readonly number[],
  onStep: AggregateRefreshOptions['onStep'],
): Promise<void> {
  if (projectIds.length === 0) return;
  const [row] = await transaction.all(
    `SELECT min(first), max(last) FROM (
       SELECT (min(event_key) >> 21) / ${dayMs} AS first, (max(event_key) >> 21) / ${dayMs} AS last FROM skill_event
       UNION ALL SELECT min(day), max(day) FROM sealed_aggregate_day)`,
  );
  const periods = stepsBetween(toNullableNumber(row?.[0] ?? null), toNullableNumber(row?.[1] ?? null));
  for (const [index, days] of periods.entries()) {
    onStep?.({ done: index, total: periods.length });
    const changes = new AggregateChanges();
    // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
    changes.add([], await countedDayCells(transaction, { days, projectIds }));
    // oxlint-disable-next-line no-await-in-loop -- step by step in one transaction
    await changes.write(transaction);
  }
}

function stepsBetween(first: number | null, last: number | null): readonly Period[] {
  if (first === null || last === null) return [];
  const periods: Period[] = [];
  for (let fromDay = first; fromDay <= last; fromDay += daysPerStep) {
    periods.push({ fromDay, toDay: Math.min(fromDay + daysPerStep, last + 1) });
  }
  return periods;
}

/** Runs of days, of bounded length. */
function steps(days: readonly number[]): readonly Period[] {
  const periods: { fromDay: number; toDay: number }[] = [];
  for (const day of days) {
    const last = periods.at(-1);
    if (last?.toDay === day && day - last.fromDay < daysPerStep) last.toDay = day + 1;
    else periods.push({ fromDay: day, toDay: day + 1 });
  }
  return periods;
}

async function numbers(transaction: SqlTransaction, sql: string): Promise<readonly number[]> {
  return (await transaction.all(sql)).map((row) => toNumber(row[0]));
}
