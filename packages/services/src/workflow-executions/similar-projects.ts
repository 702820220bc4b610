import { interactionMatrix, JaccardNeighbours } from '@skills/collaborative-filtering';
import type { WorkflowSuggestResult } from '@skills/schema';

export type ProjectSkills = { readonly projectId: string; readonly skillIds: readonly number[] };

const mostNeighbours = 20;
/** Two projects that share less are not alike. */
const leastSimilarity = 0.2;

/** The projects whose skills in use are most like those of one, by the Jaccard index. */
export function similarProjects(
  projects: readonly ProjectSkills[],
  projectId: string,
): WorkflowSuggestResult['similarProjects'] {
  const place = projects.findIndex((project) => project.projectId === projectId);
  if (place < 0) return [];
  const skillIds = [...new Set(projects.flatMap((project) => project.skillIds))];
  const itemOf = new Map(skillIds.map((id, item) => [id, item]));
  const pairs = projects.flatMap((project, row) => project.skillIds.map((id) => [row, itemOf.get(id) ?? 0] as const));
  const matrix = interactionMatrix({
    users: projects.length,
    itemCount: skillIds.length,
    userOfPair: pairs.map(([row]) => row),
    itemOfPair: pairs.map(([, item]) => item),
  });
  const own = [...new Set(projects[place]?.skillIds)].map((id) => itemOf.get(id) ?? 0);
  return new JaccardNeighbours(matrix)
    .similarUsers(own, { limit: mostNeighbours, except: place })
    .filter(({ similarity }) => similarity >= leastSimilarity)
    .map(({ user, similarity, common }) => ({
      projectId: projects[user]?.projectId ?? '',
      similarity,
      commonSkills: common,
    }));
}
