import { type ClusterMembers, distinctiveTerms, matchClusters } from '@skills/collaborative-filtering';
import type { SkillCluster } from '@skills/schema';
import type { ClusterToStore } from './cluster-ports.ts';

export type UnnamedCluster = Pick<ClusterToStore, 'centroid' | 'members'>;

const termsPerName = 2;
const spareTerms = 6;
const shownMembers = 5;

/**
 * Gives clusters their names: those of the clusters that they continue, else words that set them apart. No two are alike.
 *
 * @param textOf - names and descriptions of the members
 */
export function nameClusters(
  clusters: readonly UnnamedCluster[],
  earlier: readonly SkillCluster[],
  textOf: (skillName: string) => string,
): readonly ClusterToStore[] {
  const namesOf = (members: readonly { readonly skillName: string }[]): ClusterMembers =>
    members.map(({ skillName }) => skillName);
  const continued = matchClusters(
    clusters.map(({ members }) => namesOf(members)),
    earlier.map(({ members }) => namesOf(members)),
  );
  const terms = distinctiveTerms(
    clusters.map(({ members }) => members.map(({ skillName }) => textOf(skillName))),
    spareTerms,
  );
  const taken = new Set(continued.flatMap((at) => (at === undefined ? [] : [earlier[at]?.clusterName ?? ''])));
  return clusters.map((cluster, index) => {
    const before = earlier[continued[index] ?? -1];
    const clusterName = before?.clusterName ?? freshName(terms[index] ?? [], taken);
    taken.add(clusterName);
    return { ...cluster, clusterName, continuedId: before?.clusterId, description: describe(cluster.members) };
  });
}

/** `kubernetes, deploy`; with another word, in the end a number, when that is taken. */
function freshName(terms: readonly string[], taken: ReadonlySet<string>): string {
  const first = terms.slice(0, termsPerName).join(', ') || 'skills';
  const longer = terms.slice(termsPerName).map((term) => `${first}, ${term}`);
  const free = [first, ...longer].find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${first} ${number}`)) number += 1;
  return `${first} ${number}`;
}

function describe(members: ClusterToStore['members']): string {
  const shown = members.slice(0, shownMembers).map(({ skillName }) => skillName);
  const more = members.length - shown.length;
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
