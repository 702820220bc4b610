import type { ComparedProject, ComparisonResult } from '@skills/schema';
import { formatCountOf, formatDuration, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import type { Paint } from '../terminal/style.ts';
import { type Column, renderTable } from '../terminal/table.ts';
import { heading, kindText } from './page-parts.ts';
import { freshnessLine, nothingCounted, successColumns } from './project-parts.ts';

/** A skill in each project, for a person. */
export function comparePage(result: ComparisonResult, page: Page): readonly string[] {
  const { skillName, kind, window, projects, found } = result;
  const title = `${safeText(skillName, 60)}${kind === null ? '' : ` (${kindText(kind)})`} by project`;
  return [
    heading(title, window, page),
    '',
    ...(found
      ? [...renderTable(projects, columnsFor(page), page), '', ...verdict(result, page)]
      : nothingCounted('It did not run in this period in a registered project.', page)),
    '',
    freshnessLine(result.freshness, page),
  ];
}

function columnsFor({ style }: Page): readonly Column<ComparedProject>[] {
  const paint = ({ isReal, adjustedDifference }: ComparedProject): Paint => {
    if (!isReal) return style.dim;
    return (adjustedDifference ?? 0) > 0 ? style.green : style.red;
  };
  return [
    { header: 'project', cell: ({ projectName }) => safeText(projectName, 40), shrinkTo: 12 },
    { header: 'type', cell: ({ projectType }) => safeText(projectType, 20), dispensable: 5 },
    ...successColumns<ComparedProject>(style),
    {
      header: 'takes',
      align: 'right',
      cell: ({ averageDurationSeconds }) => formatDuration(averageDurationSeconds),
      dispensable: 4,
    },
    { header: 'against others', align: 'right', cell: ({ adjustedDifference }) => points(adjustedDifference), paint },
    {
      header: '95 % CI',
      align: 'right',
      cell: ({ differenceLower, differenceUpper }) =>
        differenceLower === null ? '–' : `${points(differenceLower)} to ${points(differenceUpper)}`,
      paint: () => style.dim,
      dispensable: 2,
    },
    { header: 'q', align: 'right', cell: ({ qValue }) => qText(qValue), dispensable: 3 },
    { header: '', cell: ({ isReal, qValue }) => (isReal ? 'real' : qValue === null ? 'too few' : ''), paint },
  ];
}

function verdict({ projects, compared, falseDiscoveryRate, minimumOutcomes }: ComparisonResult, { style }: Page) {
  const real = projects.filter(({ isReal }) => isReal).length;
  const rest = `at equal mix of kinds, phases and models; of differences called real, at most ${formatPercent(falseDiscoveryRate)} are expected to be chance`;
  const summary =
    compared === 0
      ? `No project has ${minimumOutcomes} known outcomes in work that another does too.`
      : `${formatCountOf(real, 'real difference')} among ${formatCountOf(compared, 'project')}, each against the others`;
  return [`  ${style.bold(summary)}`, ...(compared === 0 ? [] : [`  ${style.dim(rest)}`])];
}

/** A difference of rates in points of percent, with its sign. */
function points(difference: number | null): string {
  if (difference === null) return '–';
  const value = Math.round(difference * 1000) / 10;
  return `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value).toFixed(1)} pp`;
}

function qText(qValue: number | null): string {
  if (qValue === null) return '–';
  return qValue < 0.001 ? '<0.001' : qValue.toFixed(3);
}
