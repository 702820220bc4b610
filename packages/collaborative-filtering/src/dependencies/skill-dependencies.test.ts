import { benjaminiHochberg } from '@skills/analytics';
import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { sessionSets, type SessionCalls } from './session-sets.ts';
import { type SkillDependency, skillDependencies } from './skill-dependencies.ts';

type Call = { readonly skill: number; readonly session: number; readonly user?: number; readonly project?: number };

function blockOf(calls: readonly Call[]): SessionCalls {
  return {
    events: calls.length,
    skill: Int32Array.from(calls, ({ skill }) => skill),
    session: Int32Array.from(calls, ({ session }) => session),
    user: Int32Array.from(calls, ({ user = 0 }) => user),
    project: Int32Array.from(calls, ({ project = 0 }) => project),
  };
}

/** Skills with the ids 1 to `skillCount`, at the places 0 to `skillCount - 1`. */
function dependenciesOf(
  blocks: readonly SessionCalls[],
  skillCount: number,
  minSessions = 1,
): readonly SkillDependency[] {
  const placeOfSkill = Int32Array.from({ length: skillCount + 1 }, (_, id) => id - 1);
  return skillDependencies(sessionSets(blocks, { placeOfSkill, skillCount }), { minSessions });
}

function binomial(n: number, k: number): number {
  let result = 1;
  for (let step = 1; step <= k; step += 1) result = (result * (n - k + step)) / step;
  return k < 0 || k > n ? 0 : result;
}

/** The chance of so many shared sessions or more (below a lift of 1: or fewer), by counting all ways. */
function chance(sessions: number, [a, b, shared]: readonly [number, number, number]): number {
  let ways = 0;
  for (let x = 0; x <= Math.min(a, b); x += 1) {
    const counts = sessions * shared < a * b ? x <= shared : x >= shared;
    if (counts) ways += binomial(a, x) * binomial(sessions - a, b - x);
  }
  return ways / binomial(sessions, b);
}

test('equals a plain count over sets in 1,000 random small worlds', () => {
  const random = seededRandom(4);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let world = 0; world < 1_000; world += 1) {
    const skillCount = 2 + below(7);
    const calls = Array.from({ length: 1 + below(90) }, () => ({
      skill: 1 + below(skillCount),
      session: 1 + below(30) * 3,
      user: below(4),
      project: below(3),
    }));
    const cut = below(calls.length);
    const sessionsOf = (skill: number): Set<number> =>
      new Set(calls.filter((call) => call.skill === skill).map(({ session }) => session));
    const all = new Set(calls.map(({ session }) => session)).size;

    const found = dependenciesOf([blockOf(calls.slice(0, cut)), blockOf(calls.slice(cut))], skillCount);

    const expected = Array.from({ length: skillCount }, (_, a) =>
      Array.from({ length: skillCount }, (__, b) => {
        const [setA, setB] = [sessionsOf(a + 1), sessionsOf(b + 1)];
        if (a >= b || setA.size === 0 || setB.size === 0) return [];
        const shared = setA.intersection(setB).size;
        const pValue = chance(all, [setA.size, setB.size, shared]);
        const lift = (all * shared) / (setA.size * setB.size);
        return [[a, b, shared, shared / all, shared / setA.size, shared / setB.size, lift, pValue] as const];
      }).flat(),
    ).flat();
    expect(found.length, `world ${world}`).toBe(expected.length);
    found.forEach((pair, index) => {
      const figures = [pair.a, pair.b, pair.coOccurrenceCount, pair.support, pair.confidence, pair.confidenceOfB];
      expect(figures, `world ${world}`).toEqual(expected[index]?.slice(0, 6));
      expect(pair.lift, `world ${world}`).toBeCloseTo(expected[index]?.[6] ?? Number.NaN, 12);
      expect(pair.pValue, `world ${world}`).toBeCloseTo(expected[index]?.[7] ?? Number.NaN, 10);
    });
    expect(found.map(({ qValue }) => qValue)).toEqual(
      benjaminiHochberg(found.map(({ adjustedPValue }) => adjustedPValue)),
    );
  }
});

test('counts sessions, not pairs of calls, and gives a perfect pair its true lift', () => {
  // The predecessor: 3 calls of one and 4 of the other in a session counted 12, and a lift of 10 came out as 0.1.
  const shared = [1, 2, 3, 4, 5].flatMap((session) => [1, 1, 1, 2, 2, 2, 2].map((skill) => ({ skill, session })));
  const others = Array.from({ length: 45 }, (_, index) => ({ skill: 3, session: index + 6 }));

  const [pair] = dependenciesOf([blockOf([...shared, ...others])], 3);

  expect(pair).toMatchObject({ a: 0, b: 1, coOccurrenceCount: 5, support: 0.1, confidence: 1, lift: 10 });
  expect(pair?.pValue).toBeCloseTo(1 / 2_118_760, 15);
  expect(pair?.qValue).toBeLessThan(0.001);
});

test('what the same people like, or what long sessions have anyway, does not belong together', () => {
  const random = seededRandom(7);
  const calls: Call[] = [];
  for (let session = 1; session <= 6_000; session += 1) {
    const user = 1 + (session % 20);
    // Half of the people like skills 1 and 2; some sessions are many times as long as others.
    const likes = user <= 10 ? 0.5 : 0.05;
    const length = 1 + Math.floor(random() * 30);
    const chanceOfRare = 1 - 0.97 ** length;
    for (const skill of [1, 2]) if (random() < likes) calls.push({ skill, session, user });
    for (const skill of [3, 4]) if (random() < chanceOfRare) calls.push({ skill, session, user });
    // And 5 with 6 truly.
    const both = random() < 0.1;
    for (const skill of [5, 6]) if (both || random() < 0.1) calls.push({ skill, session, user });
    for (let filler = 0; filler < length; filler += 1) calls.push({ skill: 7, session, user });
  }

  const found = dependenciesOf([blockOf(calls)], 7);

  const pairOf = (a: number, b: number): SkillDependency | undefined =>
    found.find((pair) => pair.a === a - 1 && pair.b === b - 1);
  expect(pairOf(1, 2)?.lift).toBeGreaterThan(1.5);
  expect(pairOf(1, 2)?.pValue).toBeLessThan(1e-20);
  expect(pairOf(1, 2)?.adjustedLift).toBeCloseTo(1, 1);
  expect(pairOf(3, 4)?.lift).toBeGreaterThan(1.2);
  expect(found.filter(({ qValue }) => qValue <= 0.05).map(({ a, b }) => [a + 1, b + 1])).toEqual([[5, 6]]);
});

test('no calls and no skills are no pairs', () => {
  expect(dependenciesOf([], 3)).toEqual([]);
  expect(dependenciesOf([blockOf([{ skill: 1, session: 1 }])], 0)).toEqual([]);
  expect(() => dependenciesOf([], 1, 0)).toThrow(RangeError);
});
