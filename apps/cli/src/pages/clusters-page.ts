import type { ClustersResult, SkillCluster } from '@skills/schema';
import type { Page } from '../output.ts';
import { formatCountOf, safeText } from '@skills/text';
import { wrapText } from '../terminal/wrap-text.ts';

const shownMembers = 12;
const indent = 4;

/** Skills that belong together, for a person. */
export function clustersPage({ silhouette, clusters }: ClustersResult, page: Page): readonly string[] {
  const { style } = page;
  if (clusters.length === 0) {
    return [
      style.bold('Clusters of skills'),
      '',
      '  There are none yet.',
      '',
      `  ${style.bold('skills clusters --update')}   makes them from what skills do and say`,
    ];
  }
  const quality = silhouette === null ? '' : `, silhouette ${silhouette.toFixed(2)}`;
  return [
    `${style.bold('Clusters of skills')}  ${style.dim(`${formatCountOf(clusters.length, 'cluster')}${quality}`)}`,
    ...clusters.flatMap((cluster) => clusterLines(cluster, page)),
  ];
}

function clusterLines({ clusterName, members }: SkillCluster, { width, style }: Page): readonly string[] {
  const names = members
    .slice(0, shownMembers)
    .map(({ skillName, membershipScore }) => `${safeText(skillName, 40)} ${membershipScore.toFixed(2)}`);
  const more = members.length > shownMembers ? [`and ${members.length - shownMembers} more`] : [];
  return [
    '',
    `  ${style.bold(safeText(clusterName, 60))}  ${style.dim(formatCountOf(members.length, 'skill'))}`,
    ...wrapText([...names, ...more].join(', '), width - indent).map((line) => `${' '.repeat(indent)}${line}`),
  ];
}
