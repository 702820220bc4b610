import {
  behaviourBlocks,
  chooseClusters,
  combinedSimilarities,
  type FeatureBlock,
  embeddingDimensions,
} from '@skills/collaborative-filtering';
import type { ClustersResult } from '@skills/schema';
import type { SearchIndexPort, SkillDocument } from '../search/search-ports.ts';
import { SkillIndex, textOfSkill } from '../search/skill-index.ts';
import type { BehaviourPort, ClusterStorePort } from './cluster-ports.ts';
import { nameClusters, type UnnamedCluster } from './name-clusters.ts';

export type SkillClustersDependencies = {
  readonly behaviours: BehaviourPort;
  readonly index: SearchIndexPort;
  readonly store: ClusterStorePort;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** What skills are compared by. */
export const clusterBases = ['both', 'behaviour', 'text'] as const;
export type ClusterBasis = (typeof clusterBases)[number];

// As much as all behaviour together.
const textWeight = 5;

/** Groups of skills that belong together. */
export class SkillClusters {
  readonly #behaviours: BehaviourPort;
  readonly #index: SearchIndexPort;
  readonly #store: ClusterStorePort;
  readonly #now: () => number;

  constructor({ behaviours, index, store, now }: SkillClustersDependencies) {
    this.#behaviours = behaviours;
    this.#index = index;
    this.#store = store;
    this.#now = now;
  }

  /** The stored clusters. */
  async list(): Promise<ClustersResult> {
    return { silhouette: null, clusters: [...(await this.#store.clusters())] };
  }

  /** Makes clusters of the skills that ran or are installed and puts them in the place of the stored ones. */
  async update({ by = 'both' }: { readonly by?: ClusterBasis } = {}): Promise<ClustersResult> {
    const skills = new SkillIndex({ index: this.#index });
    await skills.refresh();
    const embedder = await skills.embedder();
    const documents = new Map((await this.#index.documents(embedder?.id ?? '')).map((each) => [each.skillName, each]));
    const behaviours = new Map((await this.#behaviours.behaviours()).map((each) => [each.skillName, each]));
    const installed = [...documents.values()]
      .filter(({ isInstalled }) => isInstalled)
      .map(({ skillName }) => skillName);
    const names = [...new Set([...behaviours.keys(), ...(by === 'behaviour' ? [] : installed)])].toSorted();
    const text: FeatureBlock = {
      weight: textWeight,
      vectors: names.map((name) => documents.get(name)?.embedding ?? undefined),
    };
    const behaviour = behaviourBlocks(names.map((name) => behaviours.get(name)));
    const blocks = by === 'text' ? [text] : by === 'behaviour' ? behaviour : [text, ...behaviour];
    const { labels, memberships, silhouette } = chooseClusters(combinedSimilarities(blocks));
    const unnamed = [...Map.groupBy(names.keys(), (index) => labels[index] ?? 0).values()].map((members) =>
      clusterOf(
        members.map((index) => ({ skillName: names[index] ?? '', membershipScore: memberships[index] ?? 0 })),
        documents,
      ),
    );
    const textOf = (name: string): string =>
      textOfSkill({ skillName: name, description: documents.get(name)?.description ?? '' });
    await this.#store.replace(nameClusters(unnamed, await this.#store.clusters(), textOf), this.#now());
    return { silhouette, clusters: [...(await this.#store.clusters())] };
  }
}

function clusterOf(members: UnnamedCluster['members'], documents: ReadonlyMap<string, SkillDocument>): UnnamedCluster {
  const embeddings = members.flatMap(({ skillName }) => documents.get(skillName)?.embedding ?? []);
  return {
    members: members.toSorted((a, b) => b.membershipScore - a.membershipScore || (a.skillName < b.skillName ? -1 : 1)),
    centroid: embeddings.length === 0 ? undefined : meanDirection(embeddings),
  };
}

function meanDirection(embeddings: readonly Float32Array[]): Float32Array {
  return Float32Array.from(
    { length: embeddingDimensions },
    (_, at) => embeddings.reduce((sum, embedding) => sum + (embedding[at] ?? 0), 0) / embeddings.length,
  );
}
