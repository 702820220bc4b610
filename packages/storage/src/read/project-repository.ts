import { SkillsError } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toText } from './cell.ts';

/** A project as surfaces show it: without its path. */
export type ProjectSummary = {
  readonly projectId: string;
  readonly name: string;
  readonly projectType: string;
  readonly registered: boolean;
  readonly active: boolean;
  /** UTC epoch milliseconds. */
  readonly registeredAtMs: number | null;
  readonly lastSyncAtMs: number | null;
};

export type ProjectRepositoryDependencies = { readonly engine: SqlReader };

export class ProjectRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ProjectRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Every project seen, by name. */
  async projects(): Promise<readonly ProjectSummary[]> {
    const rows = await this.#engine.all(
      `SELECT external_id, name, project_type, registered, active, registered_at_ms, last_sync_at_ms
       FROM project ORDER BY name, external_id`,
    );
    return rows.map((row) => ({
      projectId: toText(row[0]),
      name: toText(row[1]),
      projectType: toText(row[2]),
      registered: toNumber(row[3]) !== 0,
      active: toNumber(row[4]) !== 0,
      registeredAtMs: toNullableNumber(row[5]),
      lastSyncAtMs: toNullableNumber(row[6]),
    }));
  }

  /**
   * The project that a person means: its id, or its name when only one project bears it.
   *
   * @throws {SkillsError} 'not-found' when there is none, 'invalid-input' when several bear the name; both name candidates
   */
  async resolveProject(text: string): Promise<ProjectSummary> {
    const projects = await this.projects();
    const byId = projects.find((project) => project.projectId === text);
    if (byId !== undefined) return byId;
    const byName = projects.filter((project) => project.name === text);
    const [only] = byName;
    if (only === undefined) {
      throw new SkillsError('not-found', `no project is called ${text}; known: ${listOf(projects)}`);
    }
    if (byName.length > 1) {
      throw new SkillsError('invalid-input', `several projects are called ${text}; name one: ${listOf(byName)}`);
    }
    return only;
  }
}

function listOf(projects: readonly ProjectSummary[]): string {
  const shown = projects.slice(0, 10).map((project) => project.projectId);
  const rest = projects.length - shown.length;
  if (shown.length === 0) return '(none)';
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
