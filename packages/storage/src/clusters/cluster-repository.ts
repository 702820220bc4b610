import { type SkillCluster, toTimestamp } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toBytes, toNullableText, toNumber, toText } from '../read/cell.ts';
import { packEmbedding } from '../skills-storage/embedding.ts';
import { toStoredEmbedding } from '../skills-storage/stored-embeddings.ts';

export type ClusterRepositoryDependencies = { readonly engine: SqlEngine };

export type ClusterToStore = {
  /** Of the cluster that this one continues: id, name and time of birth stay. `undefined` for a new one. */
  readonly continuedId: number | undefined;
  /** Unique among those stored together. */
  readonly clusterName: string;
  readonly description: string;
  /** Mean of the members' embeddings, 384 numbers; `undefined` when none has one. */
  readonly centroid: Float32Array | undefined;
  readonly members: readonly { readonly skillName: string; readonly membershipScore: number }[];
};

/** The two tables of clusters. */
export class ClusterRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: ClusterRepositoryDependencies) {
    this.#engine = engine;
  }

  /** The largest first; members by how much they belong. */
  async clusters(): Promise<readonly SkillCluster[]> {
    const rows = await this.#engine.all(
      'SELECT cluster_id, cluster_name, description, created_at FROM skill_clusters ORDER BY cluster_id',
    );
    const members = Map.groupBy(await this.#engine.all(membersQuery), (row) => toNumber(row[0]));
    return rows
      .map((row) => ({
        clusterId: toNumber(row[0]),
        clusterName: toText(row[1]),
        description: toNullableText(row[2]),
        createdAt: toTimestamp(Date.parse(toText(row[3]))),
        members: (members.get(toNumber(row[0])) ?? []).map((member) => ({
          skillName: toText(member[1]),
          membershipScore: Math.max(0, Math.min(1, toNumber(member[2]))),
        })),
      }))
      .toSorted((a, b) => b.members.length - a.members.length || a.clusterId - b.clusterId);
  }

  /** The stored mean embedding of each cluster that has one. */
  async centroids(): Promise<ReadonlyMap<number, Float32Array>> {
    const rows = await this.#engine.all(
      'SELECT cluster_id, centroid_embedding FROM skill_clusters WHERE centroid_embedding IS NOT NULL',
    );
    return new Map(
      rows.flatMap((row) => {
        const centroid = toStoredEmbedding(toBytes(row[1]));
        return centroid === null ? [] : [[toNumber(row[0]), centroid] as const];
      }),
    );
  }

  /** Puts clusters in the place of those before, all or nothing. */
  async replace(clusters: readonly ClusterToStore[], nowMs: number): Promise<void> {
    await this.#engine.transaction(async (transaction) => {
      const born = await transaction.all('SELECT cluster_id, created_at FROM skill_clusters');
      const birth = new Map(born.map((row) => [toNumber(row[0]), toText(row[1])]));
      const [last] = await transaction.all(
        `SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'skill_clusters'), 0),
           coalesce((SELECT max(cluster_id) FROM skill_clusters), 0))`,
      );
      let nextId = toNumber(last?.[0] ?? 0) + 1;
      const rows = clusters.map((cluster) => ({ ...cluster, id: cluster.continuedId ?? nextId++ }));
      await transaction.runMany(
        'INSERT INTO skill_metrics (skill_name) VALUES (?) ON CONFLICT (skill_name) DO NOTHING',
        rows.flatMap(({ members }) => members.map(({ skillName }) => [skillName])),
      );
      await transaction.run('DELETE FROM skill_cluster_membership');
      await transaction.run('DELETE FROM skill_clusters');
      await transaction.runMany(
        `INSERT INTO skill_clusters (cluster_id, cluster_name, description, centroid_embedding, created_at)
         VALUES (?, ?, ?, ?, ?)`,
        rows.map(({ id, clusterName, description, centroid }) => [
          id,
          clusterName,
          description,
          centroid === undefined ? null : packEmbedding(centroid),
          birth.get(id) ?? toTimestamp(nowMs),
        ]),
      );
      await transaction.runMany(
        'INSERT INTO skill_cluster_membership (skill_name, cluster_id, membership_score) VALUES (?, ?, ?)',
        rows.flatMap(({ id, members }) =>
          members.map(({ skillName, membershipScore }) => [skillName, id, membershipScore]),
        ),
      );
    });
  }
}

const membersQuery = `
  SELECT cluster_id, skill_name, coalesce(membership_score, 0) FROM skill_cluster_membership
  ORDER BY cluster_id, membership_score DESC, skill_name`;
