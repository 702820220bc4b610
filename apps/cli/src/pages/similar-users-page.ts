import type { SimilarUserRow, SimilarUsersResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCount, formatPercent, safeText } from '@skills/text';
import { type Column, renderTable } from '../terminal/table.ts';
import { needLines, recommendationTable } from './recommendation-columns.ts';

const columns: readonly Column<SimilarUserRow>[] = [
  { header: 'user', cell: ({ userId }) => safeText(userId, 40) },
  { header: 'alike', align: 'right', cell: ({ similarity }) => formatPercent(similarity) },
  { header: 'skills in common', align: 'right', cell: ({ commonSkills }) => formatCount(commonSkills) },
];

/** Users who use the same skills, for a person. */
export function similarUsersPage(result: SimilarUsersResult, page: Page): readonly string[] {
  const { style } = page;
  const { userId, similarUsers, recommendations, needs, minCommonSkills } = result;
  return [
    `${style.bold('Users who use the same skills')}  ${style.dim(`as ${userId}`)}`,
    '',
    ...(similarUsers.length > 0
      ? renderTable(similarUsers, columns, page)
      : [`  Nobody has ${minCommonSkills} or more skills in common with this user.`]),
    ...(recommendations.length > 0
      ? ['', style.bold('What they use besides'), ...recommendationTable(recommendations, page)]
      : []),
    ...(needs === null ? [] : ['', ...needLines(needs, 1)]),
  ];
}
