import type { SkillBehaviour } from '@skills/collaborative-filtering';
import type { SkillCluster } from '@skills/schema';

/** How a skill behaves in the log. */
export type LoggedBehaviour = SkillBehaviour & { readonly skillName: string };

export type BehaviourPort = { behaviours(): Promise<readonly LoggedBehaviour[]> };

export type ClusterToStore = {
  /** Of the cluster that this one continues; `undefined` for a new one. */
  readonly continuedId: number | undefined;
  readonly clusterName: string;
  readonly description: string;
  readonly centroid: Float32Array | undefined;
  readonly members: readonly { readonly skillName: string; readonly membershipScore: number }[];
};

export type ClusterStorePort = {
  clusters(): Promise<readonly SkillCluster[]>;
  replace(clusters: readonly ClusterToStore[], nowMs: number): Promise<void>;
};
