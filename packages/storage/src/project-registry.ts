import { basename } from 'node:path';
import { SkillsError } from '@skills/schema';
import type { SqlEngine, SqlTransaction } from './engine/sql-engine.ts';
import { normaliseProjectPath, realPathOf } from './projects/normalise-project-path.ts';
import { toNumber, toText } from './read/cell.ts';

export type ProjectRegistryDependencies = { readonly engine: SqlEngine };

export type ProjectToAdd = {
  /** As a person writes it. */
  readonly path: string;
  /** What a relative path is relative to. */
  readonly workingFolder: string;
  /** The name of the folder when left out. */
  readonly name?: string | undefined;
  readonly projectType?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Ids that the project may be stored under, the one for a new project first: the id of this installation, and the one
   * that collectors make of the path, which older databases hold.
   */
  readonly idsOfPath: (path: string) => readonly [string, ...string[]];
};

export type AddedProject = {
  readonly projectId: string;
  /** Normalised. */
  readonly path: string;
};

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
        const changed = await registerRow(transaction, 'external_id = ?2', [atMs, projectId]);
        if (changed === 0) throw new SkillsError('not-found', `no project ${projectId} was ever seen`);
      }
    });
  }

  /**
   * Registers the folder of a project, whether anything was collected from it or not. The folder is known by its real
   * path; what collectors stored of it, under whatever spelling, is then its history. A project that comes back keeps
   * its history and its first date.
   *
   * @param atMs - UTC epoch milliseconds
   * @throws {SkillsError} 'not-found' | 'invalid-input' when there is no such folder
   */
  async add(project: ProjectToAdd, atMs: number): Promise<AddedProject> {
    const path = normaliseProjectPath(project.path, project.workingFolder);
    const ids = project.idsOfPath(path);
    return this.#engine.transaction(async (transaction) => {
      const known = await rowsOfFolder(transaction, path, ids);
      const name = project.name ?? (basename(path) || 'root');
      if (known.length === 0) {
        await transaction.run('INSERT INTO project (external_id, name, path) VALUES (?, ?, ?)', [ids[0], name, path]);
        known.push(...(await rowsOfFolder(transaction, path, ids)));
      }
      for (const { number } of known) {
        // oxlint-disable-next-line no-await-in-loop -- one row, or one for each spelling of the path
        await describe(transaction, number, { ...project, path });
        // oxlint-disable-next-line no-await-in-loop -- the same
        await registerRow(transaction, 'project_id = ?2', [atMs, number]);
      }
      return { projectId: known[0]?.projectId ?? ids[0], path };
    });
  }

  /**
   * Leaves a project out of everything across projects; its history stays.
   *
   * @param projectId - of a registered project
   * @throws {SkillsError} 'not-found' when it is not registered
   */
  async deactivate(projectId: string): Promise<void> {
    const changed = await this.#engine.transaction((transaction) =>
      transaction.run('UPDATE project SET active = 0 WHERE external_id = ?1 AND registered = 1', [projectId]),
    );
    if (changed === 0) throw new SkillsError('not-found', `the project ${projectId} is not registered`);
  }

  /** @param atMs - UTC epoch milliseconds; an older time changes nothing */
  async synced(projectId: string, atMs: number): Promise<void> {
    await this.#engine.transaction((transaction) =>
      transaction.run(
        `UPDATE project SET last_sync_at_ms = max(coalesce(last_sync_at_ms, 0), ?2)
         WHERE registered = 1 AND (external_id = ?1 OR path = (SELECT path FROM project WHERE external_id = ?1))`,
        [projectId, atMs],
      ),
    );
  }
}

function registerRow(
  transaction: SqlTransaction,
  condition: string,
  parameters: readonly [number, string | number],
): Promise<number> {
  return transaction.run(
    `UPDATE project SET registered = 1, active = 1, registered_at_ms = coalesce(registered_at_ms, ?1) WHERE ${condition}`,
    parameters,
  );
}

async function describe(
  transaction: SqlTransaction,
  number: number,
  { path, name, projectType, metadata }: Pick<ProjectToAdd, 'path' | 'name' | 'projectType' | 'metadata'>,
): Promise<void> {
  await transaction.run(
    `UPDATE project SET name = coalesce(?2, name), path = coalesce(path, ?3), project_type = coalesce(?4, project_type)
     WHERE project_id = ?1`,
    [number, name ?? null, path, projectType ?? null],
  );
  if (metadata === undefined) return;
  await transaction.run(
    `INSERT INTO project_note (project_id, metadata) VALUES (?1, ?2)
     ON CONFLICT DO UPDATE SET metadata = excluded.metadata`,
    [number, JSON.stringify(metadata)],
  );
}

type ProjectNumber = { readonly number: number; readonly projectId: string };

/** The row of the path itself first, then those of other spellings that lead to the same folder. */
async function rowsOfFolder(
  transaction: SqlTransaction,
  path: string,
  ids: readonly string[],
): Promise<ProjectNumber[]> {
  const rows = await transaction.all(
    `SELECT project_id, external_id, path FROM project
     WHERE path IS NOT NULL OR external_id IN (SELECT value FROM json_each(?2))
     ORDER BY path IS NOT ?1, project_id`,
    [path, JSON.stringify(ids)],
  );
  return rows
    .filter(([, , known = null]) => known === null || known === path || realPathOf(toText(known)) === path)
    .map((row) => ({ number: toNumber(row[0]), projectId: toText(row[1]) }));
}
