import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import { realPathOf } from './normalise-project-path.ts';

export type RegisteredProject = {
  readonly projectId: string;
  readonly projectName: string;
  readonly projectType: string;
  readonly projectPath: string | null;
  readonly isActive: boolean;
  /** UTC epoch milliseconds. */
  readonly registeredAtMs: number | null;
  readonly lastSyncAtMs: number | null;
  /** `null` until it was aggregated. */
  readonly invocations: number | null;
  readonly lastUsedAtMs: number | null;
};

export type RegisteredProjectRepositoryDependencies = { readonly engine: SqlReader };

const columns = `p.external_id, p.name, p.project_type, p.path, p.active, p.registered_at_ms, p.last_sync_at_ms,
  (SELECT sum(a.invocations) FROM skill_aggregate AS a
    WHERE a.time_window = 4 AND a.project_id = p.project_id AND a.period = 0),
  (SELECT max(a.last_used_ms) FROM skill_aggregate AS a
    WHERE a.time_window = 4 AND a.project_id = p.project_id AND a.period = 0)`;

/** The registry for reading: projects with their paths, which stay on this machine. */
export class RegisteredProjectRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: RegisteredProjectRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By name; those that were removed too. */
  async registered(): Promise<readonly RegisteredProject[]> {
    const rows = await this.#engine.all(
      `SELECT ${columns} FROM project AS p WHERE p.registered = 1 ORDER BY p.active DESC, p.name, p.external_id`,
    );
    return rows.map((row) => ({
      projectId: toText(row[0]),
      projectName: toText(row[1]),
      projectType: toText(row[2]),
      projectPath: toNullableText(row[3] ?? null),
      isActive: toNumber(row[4]) !== 0,
      registeredAtMs: toNullableNumber(row[5] ?? null),
      lastSyncAtMs: toNullableNumber(row[6] ?? null),
      invocations: toNullableNumber(row[7] ?? null),
      lastUsedAtMs: toNullableNumber(row[8] ?? null),
    }));
  }

  /** Those of one folder, the one of this very spelling first. */
  async ofFolder(path: string): Promise<readonly RegisteredProject[]> {
    const projects = await this.registered();
    return projects
      .filter(({ projectPath }) => projectPath === path || (projectPath !== null && realPathOf(projectPath) === path))
      .toSorted((left, right) => Number(right.projectPath === path) - Number(left.projectPath === path));
  }
}
