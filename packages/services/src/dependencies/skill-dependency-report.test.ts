import type { SkillInvocation } from '@skills/schema';
import { simulateWorld, type WorldOptions, worldOfScale, worldTruth } from '@skills/simulation';
import { expect, test } from 'vitest';
import { simulatedLog } from '../../test/simulated-log.ts';
import type { PairFigures, PairSource } from './dependency-ports.ts';
import { SkillDependencyReport, withGraph } from './skill-dependency-report.ts';

const nowMs = Date.UTC(2026, 1, 10, 12);

type TestStore = { pairs: PairSource; stored: readonly PairFigures[]; updates: number };

function emptyStore(seeded: Awaited<ReturnType<PairSource['seeded']>> = []): TestStore & {
  readonly store: (pairs: readonly PairFigures[]) => Promise<void>;
} {
  const state = {
    stored: [] as readonly PairFigures[],
    updates: 0,
    pairs: {
      stored: () => Promise.resolve({ updatedAtMs: state.updates === 0 ? null : nowMs, pairs: state.stored }),
      seeded: () => Promise.resolve(seeded),
    },
    store: (pairs: readonly PairFigures[]) => {
      state.stored = pairs;
      state.updates += 1;
      return Promise.resolve();
    },
  };
  return state;
}

function callsOf(options: WorldOptions): readonly SkillInvocation[] {
  return [...simulateWorld(options)].flatMap(({ invocations }) => invocations);
}

function nameOf(one: string, other: string): string {
  return [one, other].toSorted().join(' + ');
}

/** Pairs of a world that are truly more, or less, than chance: the planted ones, and steps of one planted sequence. */
function plantedPairs(options: WorldOptions): readonly string[] {
  const { pairs, sequences } = worldTruth(options);
  return [
    ...pairs.map(({ skillA, skillB }) => nameOf(skillA, skillB)),
    ...sequences.flatMap(({ skills: [a, b, c] }) => [nameOf(a, b), nameOf(b, c), nameOf(a, c)]),
  ];
}

async function reportedPairs(options: WorldOptions): Promise<readonly string[]> {
  const report = new SkillDependencyReport({ ...simulatedLog(callsOf(options)), pairs: emptyStore().pairs });
  const { dependencies } = await report.list();
  return dependencies.map(({ skillA, skillB }) => nameOf(skillA, skillB));
}

test('finds every planted pair of simulated worlds, and at most 1 in 20 that is not planted', async () => {
  let [reported, unplanted] = [0, 0];
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const options = worldOfScale('medium', { seed, nowMs });
    const found = await reportedPairs(options);
    const planted = plantedPairs(options);

    expect(
      planted.filter((pair) => !found.includes(pair)),
      `seed ${seed}`,
    ).toEqual([]);
    reported += found.length;
    unplanted += found.filter((pair) => !planted.includes(pair)).length;
  }
  expect(unplanted / reported).toBeLessThanOrEqual(0.05);
}, 60_000);

test('with a hundred sessions most is found, and what is found is planted', async () => {
  let [reported, unplanted] = [0, 0];
  for (let seed = 1; seed <= 12; seed += 1) {
    const options = worldOfScale('small', { seed, nowMs });
    const found = await reportedPairs(options);
    reported += found.length;
    unplanted += found.filter((pair) => !plantedPairs(options).includes(pair)).length;
  }

  expect(reported).toBeGreaterThan(12 * 5);
  expect(unplanted / reported).toBeLessThanOrEqual(0.05);
}, 60_000);

function inSession(sessionId: string, ...skillNames: readonly string[]): readonly SkillInvocation[] {
  return skillNames.map((skillName, index) => ({
    callId: `${sessionId} ${index}`,
    source: 'test',
    kind: 'skill',
    skillName,
    invokedAtMs: nowMs + index,
    completed: true,
    sessionId,
  }));
}

/** Ten sessions with both, forty with neither; `push` in two of each. */
const calls = Array.from({ length: 50 }, (_, index) => [
  ...inSession(`s${index}`, ...(index < 10 ? ['lint', 'format', 'other'] : ['other', 'x', 'y'])),
  ...inSession(`s${index}`, ...(index % 5 === 0 ? ['push'] : [])),
]).flat();

test('reading stores nothing, --update stores what the next reading shows', async () => {
  const store = emptyStore([{ skillA: 'commit', skillB: 'push', lift: 4.2 }]);
  const report = new SkillDependencyReport({ ...simulatedLog(calls), pairs: store.pairs });

  const live = await report.list();
  expect(store.updates).toBe(0);
  expect(live).toMatchObject({ updatedAt: null, sessions: 50, falseDiscoveryRate: 0.05 });
  expect(live.dependencies.map(({ skillA, skillB, lift }) => [skillA, skillB, lift])).toContainEqual([
    'format',
    'lint',
    5,
  ]);
  // The taxonomy is told apart, not mixed in.
  expect(live.seeded).toEqual([{ skillA: 'commit', skillB: 'push', lift: 4.2, relationshipType: 'strong_positive' }]);

  const updated = await report.update({ store: store.store, nowMs });
  const after = await report.list();

  expect(updated).toMatchObject({ updatedAt: '2026-02-10T12:00:00.000Z', stored: store.stored.length });
  expect(after.dependencies).toEqual(live.dependencies);
  expect(after.updatedAt).toBe(updated.updatedAt);
});

test('with limits every pair within them is listed, chance or not, also below what is stored', async () => {
  const store = emptyStore();
  const report = new SkillDependencyReport({ ...simulatedLog(calls), pairs: store.pairs });
  await report.update({ store: store.store, nowMs });

  const some = await report.list({ skillName: 'push', minSupport: 2 });
  const share = await report.list({ skillName: 'push', minSupport: 0.05 });
  const strong = await report.list({ minLift: 4.9 });

  expect(some).toMatchObject({ falseDiscoveryRate: null, updatedAt: null });
  expect(some.dependencies.map(({ skillA, skillB, coOccurrenceCount }) => [skillA, skillB, coOccurrenceCount])).toEqual(
    [
      ['other', 'push', 10],
      ['push', 'x', 8],
      ['push', 'y', 8],
      ['format', 'push', 2],
      ['lint', 'push', 2],
    ],
  );
  expect(share.dependencies).toHaveLength(3);
  expect(strong.dependencies.map(({ skillA, skillB }) => [skillA, skillB])).toEqual([['format', 'lint']]);
});

test('draws what belongs together, what keeps apart, and what the taxonomy names', async () => {
  const store = emptyStore([
    { skillA: 'commit', skillB: 'push', lift: 4.2 },
    { skillA: 'format', skillB: 'lint', lift: 3.5 },
  ]);
  const { graph } = withGraph(await new SkillDependencyReport({ ...simulatedLog(calls), pairs: store.pairs }).list());

  const names = new Map(graph?.nodes.map(({ id, skillName }) => [id, skillName]));
  const edges = graph?.edges.map(({ from, to, kind }) => [names.get(from), names.get(to), kind]);
  expect(edges).toContainEqual(['format', 'lint', 'together']);
  expect(edges).toContainEqual(['commit', 'push', 'seeded']);
  expect(edges).not.toContainEqual(['format', 'lint', 'seeded']);
});

test('an empty log has no pairs', async () => {
  const report = new SkillDependencyReport({ ...simulatedLog([]), pairs: emptyStore().pairs });

  expect(await report.list()).toMatchObject({ sessions: 0, dependencies: [], seeded: [] });
});
