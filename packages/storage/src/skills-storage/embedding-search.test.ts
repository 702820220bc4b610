import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestStorage, type TestStorage } from '../../test/open-test-storage.ts';
import { cosineSimilarity } from './embedding.ts';
import { workflowPhaseBoost } from './workflow-phase-boost.ts';

/** A direction in the plane of the first two axes, by its angle in degrees. */
function atAngle(degrees: number): Float32Array {
  const embedding = new Float32Array(384);
  embedding[0] = Math.cos((degrees * Math.PI) / 180);
  embedding[1] = Math.sin((degrees * Math.PI) / 180);
  return embedding;
}

async function store(
  { storage }: TestStorage,
  skillName: string,
  more: {
    readonly degrees: number;
    readonly sessionId?: string;
    readonly phase?: string;
    readonly completed?: boolean;
  },
): Promise<bigint> {
  return storage.storeInvocation({
    skillName,
    invokedAt: '2026-02-10T12:00:00Z',
    sessionId: more.sessionId ?? 's1',
    completed: more.completed ?? true,
    workflowPhase: more.phase,
    embedding: atAngle(more.degrees),
  });
}

test('gives the best call of each skill, the most similar skill first', async () => {
  const opened = await openTestStorage();
  await store(opened, 'lint', { degrees: 50 });
  const best = await store(opened, 'lint', { degrees: 10 });
  await store(opened, 'test', { degrees: 30 });
  await store(opened, 'deploy', { degrees: 120 });

  const matches = await opened.storage.searchByQuery(atAngle(0));

  expect(matches.map(({ invocation }) => invocation.skillName)).toEqual(['lint', 'test']);
  expect(matches[0]?.invocation.id).toBe(best);
  expect(matches[0]?.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6);
});

test('narrows by session, similarity and number', async () => {
  const opened = await openTestStorage();
  await store(opened, 'lint', { degrees: 10 });
  await store(opened, 'test', { degrees: 40, sessionId: 's2' });
  await store(opened, 'push', { degrees: 70 });

  const names = async (options: Parameters<typeof opened.storage.searchByQuery>[1]): Promise<readonly string[]> =>
    (await opened.storage.searchByQuery(atAngle(0), options)).map(({ invocation }) => invocation.skillName);

  expect(await names({ sessionId: 's2' })).toEqual(['test']);
  expect(await names({ minSimilarity: 0.7 })).toEqual(['lint', 'test']);
  expect(await names({ limit: 1 })).toEqual(['lint']);
});

test('agrees with comparing every stored embedding', async () => {
  const drawn = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(359)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(drawn, fc.nat(359), async (stored, degrees) => {
      const opened = await openTestStorage();
      for (const [skillName, angle] of stored) {
        // oxlint-disable-next-line no-await-in-loop -- one call after the other
        await store(opened, skillName, { degrees: angle });
      }

      const matches = await opened.storage.searchByQuery(atAngle(degrees), { minSimilarity: -1 });

      const best = new Map<string, number>();
      for (const [skillName, angle] of stored) {
        const similarity = cosineSimilarity(atAngle(degrees), atAngle(angle));
        best.set(skillName, Math.max(best.get(skillName) ?? -2, similarity));
      }
      const expected = [...best.values()].toSorted((a, b) => b - a);
      expect(matches.map(({ similarity }) => similarity)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test('prefers success in the phase over failure in it, and that over another phase', async () => {
  const opened = await openTestStorage();
  await store(opened, 'elsewhere', { degrees: 0, phase: 'setup' });
  await store(opened, 'failing', { degrees: 0, phase: 'cleanup', completed: false });
  await store(opened, 'working', { degrees: 0, phase: 'cleanup' });
  await store(opened, 'without', { degrees: 0 });

  const matches = await opened.storage.searchByQueryWorkflowAware(atAngle(0), { workflowPhase: 'cleanup' });

  expect(matches.map(({ invocation }) => invocation.skillName)).toEqual(['working', 'failing', 'elsewhere', 'without']);
  expect(matches[0]?.score).toBeCloseTo(1, 6);
  expect(matches[1]?.score).toBeCloseTo(0.7 + 0.5 * 0.3, 6);
  expect(workflowPhaseBoost({ completed: null, workflowPhase: 'x' }, undefined)).toBe(1);
});

test('refuses what is no embedding and a weight that is no fraction', async () => {
  const { storage } = await openTestStorage();

  await expect(storage.searchByQuery(new Float32Array(3))).rejects.toThrow(RangeError);
  await expect(storage.searchByQueryWorkflowAware(atAngle(0), { phaseWeight: 30 })).rejects.toThrow(RangeError);
});

test('finds as many similar skills as asked for, however many calls the skill itself has', async () => {
  const opened = await openTestStorage();
  for (const degrees of [-4, -2, 0, 2, 4, 6]) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other
    await store(opened, 'lint', { degrees });
  }
  await store(opened, 'format', { degrees: 11 });
  await store(opened, 'deploy', { degrees: 91 });

  const similar = await opened.storage.getSimilarSkills('lint', { limit: 2 });

  expect(similar.map(({ skillName }) => skillName)).toEqual(['format', 'deploy']);
  expect(similar[0]?.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 5);
  expect(await opened.storage.getSimilarSkills('nope')).toEqual([]);
});

test('passes over stored bytes that are no embedding', async () => {
  const opened = await openTestStorage();
  const id = await store(opened, 'lint', { degrees: 0 });
  await opened.engine.transaction(async (transaction) =>
    transaction.run(`UPDATE skill_event_legacy SET embedding = x'00'`),
  );

  expect(await opened.storage.searchByQuery(atAngle(0))).toEqual([]);
  expect(await opened.storage.getInvocation(id)).toMatchObject({ embedding: null });
});
