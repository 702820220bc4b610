import { SkillsError } from '@skills/schema';
import type { SqlEngine } from './engine/sql-engine.ts';

export type ProjectRegistryDependencies = { readonly engine: SqlEngine };

/** Collecting creates projects as seen; registering one is the user's choice, and only then is it compared with others. */
export class ProjectRegistry {
  readonly #engine: SqlEngine;

  constructor({ engine }: ProjectRegistryDependencies) {
    this.#engine = engine;
  }

  /**
   * Registers projects that were seen; a project that is registered keeps its date.
   *
   * @param atMs - UTC epoch milliseconds
   * @throws {SkillsError} 'not-found' naming the first project that was never seen; then none is registered
   */
  async register(projectIds: readonly string[], atMs: number): Promise<void> {
    await this.#engine.transaction(async (transaction) => {
      for (const projectId of projectIds) {
        // oxlint-disable-next-line no-await-in-loop -- one statement after the other in one transaction
        const changed = await transaction.run(
          `UPDATE project SET registered = 1, active = 1, registered_at_ms = coalesce(registered_at_ms, ?)
           WHERE external_id = ?`,
          [atMs, projectId],
        );
        if (changed === 0) throw new SkillsError('not-found', `no project ${projectId} was ever seen`);
      }
    });
  }
}
