import { describe, expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { BehaviourRepository } from './behaviour-repository.ts';
import { ClusterRepository, type ClusterToStore } from './cluster-repository.ts';

function aCluster(clusterName: string, names: readonly string[], more: Partial<ClusterToStore> = {}): ClusterToStore {
  return {
    continuedId: undefined,
    clusterName,
    description: names.join(', '),
    centroid: undefined,
    members: names.map((skillName, index) => ({ skillName, membershipScore: 1 - index / 10 })),
    ...more,
  };
}

describe.for(engineNames)('on %s', (name) => {
  test(
    'clusters that go on keep number, name and birth; numbers are not given again',
    { timeout: 60_000 },
    async () => {
      const engine = await openOn(name);
      const clusters = new ClusterRepository({ engine });
      const centroid = Float32Array.from({ length: 384 }, (_, index) => index / 384);
      await clusters.replace([aCluster('one', ['a', 'b'], { centroid }), aCluster('two', ['c'])], noonMs);
      const [one, two] = await clusters.clusters();

      await clusters.replace(
        [aCluster('two', ['c', 'd', 'e'], { continuedId: two?.clusterId }), aCluster('three', ['a'])],
        noonMs + 86_400_000,
      );

      expect(await clusters.clusters()).toEqual([
        {
          clusterId: two?.clusterId,
          clusterName: 'two',
          description: 'c, d, e',
          createdAt: '2026-02-10T12:00:00.000Z',
          members: [
            { skillName: 'c', membershipScore: 1 },
            { skillName: 'd', membershipScore: 0.9 },
            { skillName: 'e', membershipScore: 0.8 },
          ],
        },
        expect.objectContaining({ clusterName: 'three', createdAt: '2026-02-11T12:00:00.000Z' }),
      ]);
      expect((await clusters.clusters())[1]?.clusterId).toBeGreaterThan(
        Math.max(one?.clusterId ?? 9, two?.clusterId ?? 9),
      );
      expect(await engine.all('PRAGMA foreign_key_check')).toEqual([]);
    },
  );
});

test('the mean embedding comes back as it was stored', async () => {
  const { engine } = await openTestLog();
  const clusters = new ClusterRepository({ engine });
  const centroid = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index));
  await clusters.replace([aCluster('one', ['a'], { centroid }), aCluster('two', ['b'])], noonMs);

  expect([...(await clusters.centroids()).values()]).toEqual([centroid]);
});

test('behaviour is counted by name, over all kinds that are skills', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ skillName: 'lint', workflowPhase: 'setup', durationSeconds: 2 }),
    aCall({ skillName: 'lint', workflowPhase: 'setup', completed: false, durationSeconds: 4 }),
    aCall({ skillName: 'lint', sessionId: 's2', workflowPhase: 'cleanup', invokedAtMs: noonMs + 3_600_000 }),
    aCall({ skillName: 'push', completed: null }),
    aCall({ skillName: 'Bash', kind: 'tool' }),
  );

  const [lint, push, ...others] = await new BehaviourRepository({ engine }).behaviours();

  expect(others).toEqual([]);
  expect(lint).toMatchObject({ skillName: 'lint', completed: 2, failed: 1, averageDurationSeconds: 3 });
  expect(lint?.sessions).toHaveLength(2);
  expect(lint?.phases).toEqual(
    new Map([
      ['cleanup', 1],
      ['setup', 2],
    ]),
  );
  expect([lint?.hours[12], lint?.hours[13], lint?.hours[0]]).toEqual([2, 1, 0]);
  expect(push).toMatchObject({ skillName: 'push', completed: 0, failed: 0, averageDurationSeconds: null });
});
