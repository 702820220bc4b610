import { budgetPeriods, SkillsError, type Budget, type BudgetScope, type BudgetTerms } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber } from '../read/cell.ts';

export type BudgetRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

const projectOf = '(SELECT project_id FROM project WHERE external_id = ?1)';

/** Budgets as they were set. One goes with its project. */
export class BudgetRepository {
  readonly #engine: BudgetRepositoryDependencies['engine'];

  constructor({ engine }: BudgetRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Those of every project first, then by name of the project; days before months before totals. */
  async budgets(): Promise<readonly Budget[]> {
    const rows = await this.#engine.all(
      `SELECT p.external_id, p.name, b.period, b.limit_usd, b.warn_share, b.from_day
       FROM budget AS b LEFT JOIN project AS p ON p.project_id = b.project_id
       ORDER BY p.name IS NOT NULL, p.name, p.external_id, b.period`,
    );
    return rows.map((row) => ({
      projectId: toNullableText(row[0]),
      projectName: toNullableText(row[1]),
      period: budgetPeriods.find((period) => period === row[2]) ?? 'total',
      limitUsd: toNumber(row[3]),
      warnShare: toNumber(row[4]),
      fromDay: toNullableNumber(row[5]),
    }));
  }

  /**
   * In the place of the budget of the same project and period.
   *
   * @throws {SkillsError} 'not-found' for a project that was never seen
   */
  async setBudget(budget: BudgetTerms, nowMs: number): Promise<void> {
    const { projectId, period, limitUsd, warnShare, fromDay } = budget;
    await this.#engine.transaction(async (transaction) => {
      const [project] = await transaction.all(`SELECT ${projectOf}`, [projectId]);
      const projectNumber = project?.[0] ?? null;
      if (projectId !== null && projectNumber === null) {
        throw new SkillsError('not-found', `no project ${projectId} was ever seen`);
      }
      await transaction.run(
        `INSERT INTO budget (project_id, period, limit_usd, warn_share, from_day, set_at_ms) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (coalesce(project_id, 0), period) DO UPDATE SET limit_usd = excluded.limit_usd,
           warn_share = excluded.warn_share, from_day = excluded.from_day, set_at_ms = excluded.set_at_ms`,
        [projectNumber, period, limitUsd, warnShare, fromDay, nowMs],
      );
    });
  }

  /** @returns whether there was one */
  async removeBudget({ projectId, period }: BudgetScope): Promise<boolean> {
    const removed = await this.#engine.transaction((transaction) =>
      transaction.run(
        `DELETE FROM budget WHERE period = ?2 AND project_id IS CASE WHEN ?1 IS NULL THEN NULL ELSE coalesce(${projectOf}, -1) END`,
        [projectId, period],
      ),
    );
    return removed > 0;
  }
}
