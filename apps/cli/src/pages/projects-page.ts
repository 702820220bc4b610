import type { ProjectChangeResult, ProjectsResult, RegisteredProjectRow } from '@skills/schema';
import { formatAgo, formatCount, formatCountOf, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { type Column, renderTable } from '../terminal/table.ts';
import { freshnessLine } from './project-parts.ts';

const shownUnregistered = 10;
const unchanged = (text: string): string => text;

/** Registered projects, for a person. */
export function projectsPage({ projects, unregistered, freshness }: ProjectsResult, page: Page): readonly string[] {
  const { style } = page;
  const active = projects.filter(({ isActive }) => isActive).length;
  return [
    `${style.bold('Projects')}  ${style.dim(`${formatCountOf(active, 'active project')} of ${formatCount(projects.length)} registered`)}`,
    '',
    ...(projects.length === 0
      ? [
          `  None is registered. ${style.bold('skills projects add PATH')} registers one; only such projects are compared.`,
        ]
      : [...renderTable(projects, columnsFor(page), page), '', freshnessLine(freshness, page)]),
    ...unregisteredLines(unregistered, page),
  ];
}

function unregisteredLines(unregistered: ProjectsResult['unregistered'], { style }: Page): readonly string[] {
  if (unregistered.length === 0) return [];
  const names = unregistered.slice(0, shownUnregistered).map(({ projectName }) => safeText(projectName, 40));
  const rest = unregistered.length - names.length;
  return [
    '',
    `  ${style.bold('Seen, not registered')}  ${names.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`,
  ];
}

function columnsFor({ style, nowMs }: Page): readonly Column<RegisteredProjectRow>[] {
  const ago = (at: string | null): string => (at === null ? '–' : formatAgo(Date.parse(at), nowMs));
  const paint = ({ isActive }: RegisteredProjectRow) => (isActive ? unchanged : style.dim);
  return [
    { header: 'project', cell: ({ projectName }) => safeText(projectName, 40), shrinkTo: 12, paint },
    { header: 'id', cell: ({ projectId }) => safeText(projectId, 60), shrinkTo: 12, dispensable: 3, paint },
    { header: 'type', cell: ({ projectType }) => safeText(projectType, 20), dispensable: 4, paint },
    {
      header: 'calls',
      align: 'right',
      cell: ({ invocations }) => (invocations === null ? '–' : formatCount(invocations)),
    },
    { header: 'used', cell: ({ lastUsedAt }) => ago(lastUsedAt) },
    { header: 'read', cell: ({ lastSyncAt }) => ago(lastSyncAt), dispensable: 2 },
    { header: 'state', cell: ({ isActive }) => (isActive ? 'active' : 'removed') },
  ];
}

/** What adding or removing did. */
export function projectChangePage({ action, project, collect }: ProjectChangeResult, page: Page): readonly string[] {
  const { style } = page;
  const name = style.bold(safeText(project.projectName, 60));
  if (action === 'removed') return [`${name} is left out from now on; its history stays`];
  return [
    `${name} is registered as ${safeText(project.projectId, 80)}`,
    ...(collect === null
      ? []
      : [
          `  ${formatCountOf(collect.collected, 'new call')}, ${formatCount(collect.skipped)} known already`,
          ...collect.errorDetails.slice(0, 10).map((detail) => `  ${style.yellow(safeText(detail, 200))}`),
        ]),
  ];
}
