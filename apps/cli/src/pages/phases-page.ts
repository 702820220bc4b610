import type { PhaseRow, PhasesResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatDuration, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { emptyState, heading, ratePaint, rateColumns } from './page-parts.ts';

/** How skills do in the phases of a workflow, for a person. */
export function phasesPage(result: PhasesResult, page: Page, limit: number): readonly string[] {
  const { window, phases } = result;
  const title = heading('Skills by workflow phase', window, page);
  if (phases.length === 0) {
    return [title, '', ...emptyState('No call in this window names a phase (record --phase does).', page)];
  }
  return [title, '', ...phaseTable(result, page), '', ...phaseHeatMap(result, page, limit)];
}

export function phaseTable(
  { phases, withoutPhase }: Pick<PhasesResult, 'phases' | 'withoutPhase'>,
  page: Page,
): readonly string[] {
  const columns: readonly Column<PhaseRow>[] = [
    { header: 'phase', cell: ({ workflowPhase }) => safeText(workflowPhase, 40), shrinkTo: 12 },
    { header: 'calls', align: 'right', cell: ({ invocations }) => formatCount(invocations) },
    ...rateColumns<PhaseRow>(page.style),
    {
      header: 'median',
      align: 'right',
      cell: ({ medianDurationSeconds }) => formatDuration(medianDurationSeconds),
      dispensable: 2,
    },
    { header: 'skills', align: 'right', cell: ({ skills }) => formatCount(skills), dispensable: 3 },
    { header: 'sessions', align: 'right', cell: ({ sessions }) => formatCount(sessions), dispensable: 4 },
  ];
  const without = withoutPhase === 0 ? [] : ['', page.style.dim(`  ${formatCount(withoutPhase)} calls name no phase`)];
  return [...renderTable(phases, columns, page), ...without];
}

type Cell = PhasesResult['skills'][number];
type HeatRow = { readonly skillName: string; readonly cells: ReadonlyMap<string, Cell>; readonly calls: number };

const glyphs = [
  [0.9, '█'],
  [0.7, '▓'],
  [0.5, '▒'],
  [0.3, '░'],
] as const;

/** Skills beneath each other, phases beside: the darker, the more often it works there. */
export function phaseHeatMap(
  { phases, skills }: Pick<PhasesResult, 'phases' | 'skills'>,
  page: Page,
  limit: number,
): readonly string[] {
  const bySkill = [...Map.groupBy(skills, ({ skillName }) => skillName)];
  const rows = bySkill
    .map(([skillName, cells]): HeatRow => {
      const calls = cells.reduce((sum, { invocations }) => sum + invocations, 0);
      return { skillName, cells: new Map(cells.map((cell) => [cell.workflowPhase, cell])), calls };
    })
    .toSorted((a, b) => b.calls - a.calls);
  const columns: readonly Column<HeatRow>[] = [
    { header: 'works', cell: ({ skillName }) => safeText(skillName, 40), shrinkTo: 12 },
    ...phases.map(({ workflowPhase }, index): Column<HeatRow> => ({
      header: safeText(workflowPhase, 14),
      cell: ({ cells }) => glyphOf(cells.get(workflowPhase)),
      paint: ({ cells }) => ratePaint(cells.get(workflowPhase)?.completionRate ?? null, page.style),
      dispensable: index + 1,
    })),
    { header: 'calls', align: 'right', cell: ({ calls }) => formatCount(calls) },
  ];
  const hidden = rows.length - limit;
  const more =
    hidden > 0 ? ['', page.style.dim(`  ${formatCount(hidden)} more; --limit shows them, --json has all`)] : [];
  const legend = page.style.dim('  █ from 90 %  ▓ 70 %  ▒ 50 %  ░ 30 %  · below  ? unknown');
  return [...renderTable(rows.slice(0, limit), columns, page), '', legend, ...more];
}

function glyphOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const { completionRate } = cell;
  if (completionRate === null) return '?';
  return (glyphs.find(([least]) => completionRate >= least)?.[1] ?? '·').repeat(2);
}
