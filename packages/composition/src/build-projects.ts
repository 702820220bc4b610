import type { AggregateWindow } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { SkillMetricsAggregator, SkillMetricsCollector } from '@skills/services';
import {
  aggregatePeriod,
  holdsSimulatedEvents,
  normaliseProjectPath,
  ProjectRegistry,
  ProjectRepository,
  RegisteredProjectRepository,
  SkillAggregateRepository,
} from '@skills/storage';
import type { EventIngest, SqlEngine } from '@skills/storage';
import type { ComposeOptions, Projects } from './composition.ts';
import { projectIdsOfPath } from './project-ids.ts';
import { projectSource } from './project-source.ts';

const dayMs = 86_400_000;

export type ProjectParts = {
  readonly engine: SqlEngine;
  readonly url: string;
  /** For collecting; opened when it begins. */
  readonly log: () => Promise<EventIngest>;
  readonly homeDirectory: string;
} & Pick<ComposeOptions, 'environment' | 'nowMs' | 'onSimulated'>;

/** The registry of projects and what is counted across them, over an open database. */
export async function buildProjects(parts: ProjectParts): Promise<Projects> {
  const { engine, environment, nowMs } = parts;
  if (await holdsSimulatedEvents(engine)) parts.onSimulated();
  const workingFolder = environment['INIT_CWD'] ?? process.cwd();
  const registry = new ProjectRegistry({ engine });
  const registered = new RegisteredProjectRepository({ engine });
  const source = new SkillAggregateRepository({ engine });
  const known = new ProjectRepository({ engine });
  return {
    collector: new SkillMetricsCollector({
      projects: registered,
      registrar: {
        add: (project, atMs) =>
          registry.add({ ...project, workingFolder, idsOfPath: projectIdsOfPath(parts.url, environment) }, atMs),
        deactivate: (projectId) => registry.deactivate(projectId),
        synced: (projectId, atMs) => registry.synced(projectId, atMs),
      },
      source: projectSource(parts),
      normalisePath: (path) => normaliseProjectPath(path, workingFolder),
      now: nowMs,
    }),
    aggregator: new SkillMetricsAggregator({ source, periodAt, now: nowMs }),
    async unregistered() {
      return (await known.projects())
        .filter((project) => !project.registered)
        .map(({ projectId, name }) => ({ projectId, projectName: name }));
    },
    async registeredId(named) {
      const project = await known.resolveProject(named);
      if (project.registered && project.active) return project.projectId;
      throw new SkillsError(
        'not-found',
        `the project ${named} is not registered; skills projects add PATH registers it`,
      );
    },
    async bringUpToDate(onStep) {
      try {
        await source.refresh({ nowMs: nowMs(), force: false, onStep });
      } catch (error) {
        // Then the answer says how old it is.
        if (!(error instanceof SkillsError && isBusyOrReadOnly(error))) throw error;
      }
    },
  };
}

function periodAt(timeWindow: AggregateWindow, atMs: number): { readonly sinceMs: number; readonly untilMs: number } {
  const { fromDay, toDay } = aggregatePeriod(timeWindow, Math.floor(atMs / dayMs));
  // Of all time: from the earliest time that the log takes to the end of the day.
  if (timeWindow === 'all') return { sinceMs: Date.UTC(2000, 0, 1), untilMs: (Math.floor(atMs / dayMs) + 1) * dayMs };
  return { sinceMs: fromDay * dayMs, untilMs: toDay * dayMs };
}

function isBusyOrReadOnly({ code }: SkillsError): boolean {
  return code === 'storage-busy' || code === 'storage-read-only';
}
