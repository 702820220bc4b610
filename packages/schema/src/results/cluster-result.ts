import { z } from 'zod';
import { countSchema, fractionSchema, resultTimeSchema } from './measures.ts';

export const skillClusterSchema = z.object({
  clusterId: countSchema,
  clusterName: z.string(),
  description: z.string().nullable(),
  createdAt: resultTimeSchema,
  members: z.array(
    z.object({
      skillName: z.string(),
      /** How much it belongs here rather than to the other clusters. */
      membershipScore: fractionSchema,
    }),
  ),
});
export type SkillCluster = z.infer<typeof skillClusterSchema>;

export const clustersResultSchema = z.object({
  /** Of the clustering made now; `null` when stored clusters are shown, or there was nothing to choose. */
  silhouette: z.number().min(-1).max(1).nullable(),
  /** The largest first. */
  clusters: z.array(skillClusterSchema),
});
export type ClustersResult = z.infer<typeof clustersResultSchema>;
