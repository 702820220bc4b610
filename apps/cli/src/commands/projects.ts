import type { RegisteredProjectRow } from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';
import type { SkillMetricsCollector } from '@skills/services';
import type { OptionValues } from '../arguments/option-values.ts';
import { textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { projectChangePage, projectsPage } from '../pages/projects-page.ts';

type Registered = Awaited<ReturnType<SkillMetricsCollector['registerProject']>>;

const longestName = 200;

/** `skills projects add PATH` */
export const addProject: RunCommand = async ({ arguments: [path = ''], options }, { compose, output }) => {
  const wanted = {
    path,
    name: nameOption(options, 'name'),
    projectType: nameOption(options, 'type'),
    metadata: metadataOption(options),
  };
  const { collector } = await compose.projects('write');
  const project = await collector.registerProject(wanted);
  const collect = await collector.collectFromProject(project.projectPath ?? path);
  const result = { action: 'added' as const, project: projectRow(project), collect };
  await output.result(result, (page) => projectChangePage(result, page));
  return exitCodes.done;
};

/** `skills projects remove PROJECT` */
export const removeProject: RunCommand = async ({ arguments: [named = ''] }, { compose, output }) => {
  const { collector } = await compose.projects('write');
  const result = {
    action: 'removed' as const,
    project: projectRow(await collector.unregisterProject(named)),
    collect: null,
  };
  await output.result(result, (page) => projectChangePage(result, page));
  return exitCodes.done;
};

/** `skills projects list` */
export const listProjects: RunCommand = async (_, { compose, output }) => {
  const projects = await compose.projects('keep');
  const result = {
    projects: (await projects.collector.listRegisteredProjects()).map(projectRow),
    unregistered: [...(await projects.unregistered())],
    freshness: await projects.aggregator.freshness(),
  };
  await output.result(result, (page) => projectsPage(result, page));
  return exitCodes.done;
};

/** Without its path, which is on no surface. */
function projectRow(project: Registered): RegisteredProjectRow {
  const { projectId, projectName, projectType, isActive, invocations } = project;
  return {
    projectId,
    projectName,
    projectType,
    isActive,
    invocations,
    registeredAt: timeOf(project.registeredAtMs),
    lastSyncAt: timeOf(project.lastSyncAtMs),
    lastUsedAt: timeOf(project.lastUsedAtMs),
  };
}

function timeOf(atMs: number | null): string | null {
  return atMs === null ? null : toTimestamp(atMs);
}

function nameOption(options: OptionValues, option: string): string | undefined {
  const text = textOption(options, option);
  if (text === undefined || (text.trim() !== '' && text.length <= longestName)) return text;
  throw new SkillsError('invalid-usage', `--${option} ${text.slice(0, 40)}: expected 1 to ${longestName} characters`);
}

function metadataOption(options: OptionValues): Readonly<Record<string, unknown>> | undefined {
  const text = textOption(options, 'metadata');
  if (text === undefined) return undefined;
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new SkillsError('invalid-usage', `--metadata ${text.slice(0, 40)}: expected a JSON object`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
