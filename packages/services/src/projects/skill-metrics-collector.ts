import type { ProjectCollectResult } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { mapBounded } from './map-bounded.ts';
import type {
  ProjectRegistrar,
  ProjectSource,
  ProjectToRegister,
  RegisteredProject,
  RegisteredProjects,
} from './project-ports.ts';

export type SkillMetricsCollectorDependencies = {
  readonly projects: RegisteredProjects;
  readonly registrar: ProjectRegistrar;
  readonly source: ProjectSource;
  /** @throws {SkillsError} 'not-found' | 'invalid-input' when there is no such folder */
  readonly normalisePath: (path: string) => string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

// Reading waits for the disk, writing for the one writer.
const sideBySide = 4;

/** Registers projects and reads what assistants wrote down in them. Nothing in a project is ever changed. */
export class SkillMetricsCollector {
  readonly #projects: RegisteredProjects;
  readonly #registrar: ProjectRegistrar;
  readonly #source: ProjectSource;
  readonly #normalisePath: (path: string) => string;
  readonly #now: () => number;

  constructor({ projects, registrar, source, normalisePath, now }: SkillMetricsCollectorDependencies) {
    this.#projects = projects;
    this.#registrar = registrar;
    this.#source = source;
    this.#normalisePath = normalisePath;
    this.#now = now;
  }

  /** A project that comes back keeps its history and the date of its first registration. */
  async registerProject(project: ProjectToRegister): Promise<RegisteredProject> {
    const { projectId } = await this.#registrar.add(project, this.#now());
    return this.#find(projectId);
  }

  /**
   * Leaves a project out of everything across projects; its history stays.
   *
   * @param named - path, id, or a name that only one registered project bears
   * @throws {SkillsError} 'not-found' when it is not registered, 'invalid-input' when several are called so
   */
  async unregisterProject(named: string): Promise<RegisteredProject> {
    const { projectId } = await this.#resolve(named);
    await this.#registrar.deactivate(projectId);
    return this.#find(projectId);
  }

  /** By name; those that were removed come last. */
  async listRegisteredProjects(): Promise<readonly RegisteredProject[]> {
    return this.#projects.registered();
  }

  /**
   * Reads one project. May be repeated: what is known is skipped. What goes wrong is in the result, record by record.
   *
   * @param path - of the project, however it is written
   */
  async collectFromProject(path: string): Promise<ProjectCollectResult> {
    let folder: string;
    try {
      folder = this.#normalisePath(path);
    } catch (error) {
      if (error instanceof SkillsError) return failed('', error.message);
      throw error;
    }
    const project = (await this.#projects.ofFolder(folder)).find(({ isActive }) => isActive);
    if (project === undefined) return failed('', `Project not registered: ${folder}`);
    return this.#collect(project, folder);
  }

  /** Every active project, several side by side; one that fails does not stop the others. */
  async collectFromProjects(): Promise<readonly ProjectCollectResult[]> {
    const active = (await this.#projects.registered()).filter(({ isActive }) => isActive);
    return mapBounded(active, sideBySide, async (project) => {
      if (project.projectPath === null) return failed(project.projectId, 'The path of the project is not known');
      return this.#collect(project, project.projectPath);
    });
  }

  async #collect({ projectId }: RegisteredProject, path: string): Promise<ProjectCollectResult> {
    try {
      const { files, collected, duplicates, problems } = await this.#source.collect({ path, projectId });
      if (files === 0) return failed(projectId, `Metrics file not found: ${path}/.session-buddy/skill_metrics.json`);
      await this.#registrar.synced(projectId, this.#now());
      return { projectId, collected, skipped: duplicates, errors: problems.length, errorDetails: [...problems] };
    } catch (error) {
      if (error instanceof SkillsError) return failed(projectId, error.message);
      throw error;
    }
  }

  async #resolve(named: string): Promise<RegisteredProject> {
    const registered = await this.#projects.registered();
    const byId = registered.find(({ projectId }) => projectId === named);
    if (byId !== undefined) return byId;
    const byName = registered.filter(({ projectName }) => projectName === named);
    if (byName.length > 1) {
      const ids = byName.map(({ projectId }) => projectId).join(', ');
      throw new SkillsError('invalid-input', `several projects are called ${named}; name one: ${ids}`);
    }
    const known =
      byName[0] ?? registered.find(({ projectPath }) => projectPath === named) ?? (await this.#atPath(named));
    if (known === undefined) throw new SkillsError('not-found', `the project ${named} is not registered`);
    return known;
  }

  /** `undefined` when there is no such folder, or it is not registered. */
  async #atPath(path: string): Promise<RegisteredProject | undefined> {
    try {
      return (await this.#projects.ofFolder(this.#normalisePath(path)))[0];
    } catch (error) {
      if (error instanceof SkillsError) return undefined;
      throw error;
    }
  }

  async #find(projectId: string): Promise<RegisteredProject> {
    const project = (await this.#projects.registered()).find((known) => known.projectId === projectId);
    if (project === undefined) throw new SkillsError('not-found', `the project ${projectId} is not registered`);
    return project;
  }
}

function failed(projectId: string, reason: string): ProjectCollectResult {
  return { projectId, collected: 0, skipped: 0, errors: 1, errorDetails: [reason] };
}
