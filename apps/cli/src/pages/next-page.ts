import type { NextResult, NextSkillRow } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatCountOf, formatDuration, formatPercent, safeText } from '@skills/text';
import { renderTable } from '../terminal/table.ts';
import type { Column } from '../terminal/table.ts';
import { heading } from './page-parts.ts';

/** What usually follows, for a person. */
export function nextPage(result: NextResult, page: Page): readonly string[] {
  const { style } = page;
  const { skillNames, window, next, followed, sessions, maxGapSeconds, evaluation } = result;
  const title = heading(`After ${skillNames.map((name) => safeText(name, 40)).join(' → ')}`, window, page);
  const columns: readonly Column<NextSkillRow>[] = [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    { header: 'how likely', align: 'right', cell: ({ probability }) => formatPercent(probability) },
    {
      header: 'than usual',
      align: 'right',
      cell: ({ lift }) => `×${lift.toFixed(1)}`,
      paint: ({ lift }) => (lift >= 1.5 ? style.green : style.dim),
    },
    { header: 'times', align: 'right', cell: ({ count }) => formatCount(count), dispensable: 1 },
    { header: 'after', align: 'right', cell: ({ medianGapSeconds }) => formatDuration(medianGapSeconds) },
  ];
  const hits = (at1: number, at5: number): string =>
    `${formatPercent(at1)} at the first try, ${formatPercent(at5)} in five`;
  return [
    title,
    '',
    style.dim(
      `  ${formatCountOf(followed, 'time')} something followed within ${formatDuration(maxGapSeconds)}, in ${formatCountOf(sessions, 'session')}`,
    ),
    '',
    ...(next.length === 0 ? ['  Nothing else ran.'] : renderTable(next, columns, page)),
    ...(evaluation === undefined
      ? []
      : evaluation === null
        ? ['', '  Too few sessions to say how good this is.']
        : [
            '',
            `  ${style.bold('how good')}  learned from ${formatCountOf(evaluation.trainedSessions, 'session')}, tried on the ${formatCount(evaluation.testedSessions)} after`,
            `  this        ${hits(evaluation.model.at1, evaluation.model.at5)}`,
            `  most used   ${hits(evaluation.popularity.at1, evaluation.popularity.at5)}`,
          ]),
  ];
}
