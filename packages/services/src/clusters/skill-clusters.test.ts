import { adjustedRandIndex } from '@skills/collaborative-filtering';
import type { SkillCluster } from '@skills/schema';
import { simulateWorld, worldOfScale, worldTruth } from '@skills/simulation';
import { expect, test } from 'vitest';
import { memoryIndex } from '../../test/memory-index.ts';
import type { MemorySkill } from '../../test/memory-index.ts';
import { labelledSkills } from '../taxonomy/labelled-skills.ts';
import type { ClusterStorePort, LoggedBehaviour } from './cluster-ports.ts';
import { SkillClusters } from './skill-clusters.ts';

/** The two tables in memory. */
function memoryStore(): ClusterStorePort {
  let stored: readonly SkillCluster[] = [];
  let last = 0;
  return {
    clusters: async () => stored,
    replace: async (clusters) => {
      stored = clusters.map(({ continuedId, clusterName, description, members }) => ({
        clusterId: continuedId ?? ++last,
        clusterName,
        description,
        createdAt: '2026-02-10T12:00:00.000Z',
        members: [...members],
      }));
    },
  };
}

function clustersOf(
  skills: readonly MemorySkill[],
  behaviours: readonly LoggedBehaviour[] = [],
  store: ClusterStorePort = memoryStore(),
): SkillClusters {
  return new SkillClusters({
    index: memoryIndex(skills),
    behaviours: { behaviours: async () => behaviours },
    store,
    now: () => 0,
  });
}

function installed(skillName: string, description: string): MemorySkill {
  return { skillName, description, isInstalled: true };
}

const skills = [
  installed('stripe', 'Recurring payments and billing with Stripe'),
  installed('paypal', 'Payments and billing with PayPal checkout'),
  installed('invoices', 'Invoices, billing and recurring payments'),
  installed('helm', 'Kubernetes charts and cluster deployments'),
  installed('manifests', 'Kubernetes manifests for cluster deployments'),
  installed('gitops', 'Deployments to a Kubernetes cluster from git'),
];

test('groups skills by what they say and names the groups by words that set them apart', async () => {
  const { clusters, silhouette } = await clustersOf(skills).update({ by: 'text' });

  expect(clusters.map(({ members }) => members.map(({ skillName }) => skillName).toSorted())).toEqual([
    ['gitops', 'helm', 'manifests'],
    ['invoices', 'paypal', 'stripe'],
  ]);
  expect(clusters.map(({ clusterName }) => clusterName)).toEqual([
    expect.stringMatching(/kubernetes|cluster|deployments/),
    expect.stringMatching(/billing|payments/),
  ]);
  expect(silhouette).toBeGreaterThan(0.2);
});

test('a cluster that goes on keeps its name and number when skills come and go', async () => {
  const store = memoryStore();
  await clustersOf(skills, [], store).update({ by: 'text' });
  const before = await store.clusters();

  const more = [...skills.slice(1), installed('refunds', 'Refunds of payments, billing disputes')];
  const { clusters } = await clustersOf(more, [], store).update({ by: 'text' });

  expect(clusters.map(({ clusterId, clusterName }) => `${clusterId} ${clusterName}`).toSorted()).toEqual(
    before.map(({ clusterId, clusterName }) => `${clusterId} ${clusterName}`).toSorted(),
  );
  expect(clusters.flatMap(({ members }) => members.map(({ skillName }) => skillName))).toContain('refunds');
});

test('the same skills give the same clusters', async () => {
  const first = await clustersOf(skills).update();
  const second = await clustersOf(skills.toReversed()).update();

  expect(second).toEqual(first);
});

test('names are never alike, and every membership is a fraction', async () => {
  const alike = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
    installed(name, index < 3 ? 'whales swim' : 'whales swim fast'),
  );
  const { clusters } = await clustersOf(alike).update({ by: 'text' });

  expect(new Set(clusters.map(({ clusterName }) => clusterName)).size).toBe(clusters.length);
  for (const { membershipScore } of clusters.flatMap(({ members }) => members)) {
    expect(membershipScore).toBeGreaterThanOrEqual(0);
    expect(membershipScore).toBeLessThanOrEqual(1);
  }
});

test('with nothing there are none, with one skill there is one', async () => {
  expect((await clustersOf([]).update()).clusters).toEqual([]);
  expect((await clustersOf(skills.slice(0, 1)).update()).clusters).toMatchObject([
    { members: [{ skillName: 'stripe' }] },
  ]);
});

test('descriptions bring the skills of one plugin together far more often than chance', async () => {
  const grouped = labelledSkills.filter(({ group }) => group !== undefined);
  const clusters = clustersOf(grouped.map(({ name, description }) => installed(name, description)));

  const result = await clusters.update({ by: 'text' });

  const clusterOf = new Map(
    result.clusters.flatMap(({ clusterId, members }) =>
      members.map(({ skillName }) => [skillName, clusterId] as const),
    ),
  );
  const found = grouped.map(({ name }) => clusterOf.get(name) ?? -1);
  // Measured 0.5; 0 is chance.
  expect(
    adjustedRandIndex(
      found,
      grouped.map(({ group }) => group ?? ''),
    ),
  ).toBeGreaterThan(0.35);
});

test('finds the planted pairs and sequences of a simulated world in behaviour alone', { timeout: 60_000 }, async () => {
  const options = worldOfScale('medium', { seed: 5, nowMs: Date.UTC(2026, 1, 10) });
  const behaviours = new Map<
    string,
    { -readonly [Key in keyof LoggedBehaviour]: LoggedBehaviour[Key] } & { met: Set<number> }
  >();
  const sessionNumbers = new Map<string, number>();
  for (const batch of simulateWorld(options)) {
    for (const call of batch.invocations.filter(({ kind }) => kind === 'skill')) {
      const session = sessionNumbers.get(call.sessionId) ?? sessionNumbers.size;
      sessionNumbers.set(call.sessionId, session);
      const known = behaviours.get(call.skillName) ?? {
        skillName: call.skillName,
        sessions: [],
        met: new Set<number>(),
        phases: new Map<string, number>(),
        completed: 0,
        failed: 0,
        averageDurationSeconds: null,
        hours: Array.from({ length: 24 }, () => 0),
      };
      known.met.add(session);
      known.completed += call.completed === true ? 1 : 0;
      known.failed += call.completed === false ? 1 : 0;
      behaviours.set(call.skillName, known);
    }
  }
  const logged = [...behaviours.values()].map((each) => Object.assign(each, { sessions: Array.from(each.met) }));
  const { pairs, sequences } = worldTruth(options);
  const together = [
    ...pairs.filter(({ lift }) => lift > 1).map(({ skillA, skillB }) => [skillA, skillB]),
    ...sequences.map(({ skills: names }): readonly string[] => names),
  ];
  const apart = pairs.filter(({ lift }) => lift < 1);

  const { clusters } = await clustersOf([], logged).update({ by: 'behaviour' });

  const clusterOf = new Map(
    clusters.flatMap(({ clusterId, members }) => members.map(({ skillName }) => [skillName, clusterId] as const)),
  );
  const planted = together.flatMap((names, group) =>
    names.map((name) => ({ group, cluster: clusterOf.get(name) ?? -1 })),
  );
  expect(planted).toHaveLength(10);
  expect(
    adjustedRandIndex(
      planted.map(({ cluster }) => cluster),
      planted.map(({ group }) => group),
    ),
  ).toBe(1);
  for (const { skillA, skillB } of apart) expect(clusterOf.get(skillA)).not.toBe(clusterOf.get(skillB));
});
