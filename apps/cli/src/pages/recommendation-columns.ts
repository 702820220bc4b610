import type { Recommendation, UserNeed } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatPercent, safeText } from '@skills/text';
import { type Column, renderTable } from '../terminal/table.ts';
import { ratePaint } from './page-parts.ts';

/** Skills to try, with why. */
export function recommendationTable(rows: readonly Recommendation[], page: Page): readonly string[] {
  const { style } = page;
  const showsInstalled = rows.some(({ installed }) => installed !== null);
  const columns: readonly Column<Recommendation>[] = [
    { header: 'skill', cell: ({ skillName }) => safeText(skillName, 60), shrinkTo: 16 },
    {
      header: 'works',
      align: 'right',
      cell: ({ completionRate }) => formatPercent(completionRate),
      paint: ({ completionRate }) => ratePaint(completionRate, style),
    },
    { header: 'users', align: 'right', cell: ({ support }) => formatCount(support), dispensable: 1 },
    ...(showsInstalled
      ? [
          {
            header: 'installed',
            cell: ({ installed }: Recommendation) => (installed === null ? '' : installed ? 'yes' : 'no'),
            dispensable: 2,
          },
        ]
      : []),
    { header: 'because', cell: ({ because }) => safeText(because[0] ?? '', 200), shrinkTo: 20, paint: () => style.dim },
  ];
  return renderTable(rows, columns, page);
}

/** What is missing, and what to do about it. */
export function needLines(need: UserNeed, minUsers: number): readonly string[] {
  if (need === 'few-users') {
    return [
      `  This takes other users in the database: at least ${minUsers} who use a skill before it is named.`,
      '  A team shares a database with SKILLS_DATABASE_URL and SKILLS_ID_KEY; or take what another team',
      '  has given: skills baselines --import FILE',
    ];
  }
  if (need === 'unknown-user') return ['  This user has called nothing yet: there is no taste to go by.'];
  return ['  This user has too few skills to be compared: --min-common asks for fewer in common.'];
}
