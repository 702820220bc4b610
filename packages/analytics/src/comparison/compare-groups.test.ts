import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { compareGroups, type StratumOutcomes } from './compare-groups.ts';

const projects = 20;
// Easy and hard work.
const rates = [0.95, 0.8, 0.5];

type World = { readonly seed: number; readonly better: number };

/** Projects with mixes of their own; the first `better` succeed more often at the same work, by 15 points. */
function world({ seed, better }: World): readonly (readonly StratumOutcomes[])[] {
  const random = seededRandom(seed);
  return Array.from({ length: projects }, (_, project) => {
    const mix = rates.map(() => random() ** 2);
    return rates.map((rate, index) => {
      const trials = Math.round(400 * (mix[index] ?? 0));
      const real = project < better ? Math.min(0.99, rate + 0.15) : rate;
      let successes = 0;
      for (let call = 0; call < trials; call += 1) if (random() < real) successes += 1;
      return { stratum: String(index), successes, trials };
    });
  });
}

test('calls nothing real in most worlds where only the mix differs', () => {
  let alarmed = 0;
  let crudeAlarms = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const groups = compareGroups(world({ seed, better: 0 }));
    if (groups.some((group) => group !== undefined && group.qValue < 0.05)) alarmed += 1;
    if (groups.some((group) => Math.abs(group?.crudeDifference ?? 0) > 0.1)) crudeAlarms += 1;
  }

  // Benjamini-Hochberg at 5 %: 15 of 300 expected; 27 is three standard errors more. Every world fools the crude rates.
  expect(alarmed).toBeLessThanOrEqual(27);
  expect(crudeAlarms).toBeGreaterThan(290);
});

test('finds planted differences, with few false discoveries, and its intervals hold', () => {
  const better = 3;
  let found = 0;
  let falseShare = 0;
  const worlds = 100;
  for (let seed = 1; seed <= worlds; seed += 1) {
    const groups = compareGroups(world({ seed: seed + 5000, better }));
    const real = groups.flatMap((group, project) =>
      group !== undefined && group.qValue < 0.05 && group.adjusted.difference > 0 ? [project] : [],
    );
    const right = real.filter((project) => project < better).length;
    found += right;
    falseShare += real.length === 0 ? 0 : (real.length - right) / real.length;
  }

  expect(found / (worlds * better)).toBeGreaterThan(0.85);
  expect(falseShare / worlds).toBeLessThan(0.08);
});

test('holds the true difference in its interval nineteen times of twenty', () => {
  let held = 0;
  let intervals = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    for (const group of compareGroups(world({ seed: seed + 9000, better: 0 }))) {
      if (group === undefined) continue;
      intervals += 1;
      if (group.adjusted.lower <= 0 && group.adjusted.upper >= 0) held += 1;
    }
  }

  expect(held / intervals).toBeGreaterThan(0.94);
  expect(held / intervals).toBeLessThan(0.96);
});

test('leaves out a group with too little, and one whose work no other does', () => {
  const few = [{ stratum: 'a', successes: 3, trials: 4 }];
  const alone = [{ stratum: 'b', successes: 50, trials: 90 }];
  const plenty = [{ stratum: 'a', successes: 50, trials: 90 }];

  expect(compareGroups([few, alone, plenty, plenty])).toMatchObject([
    undefined,
    undefined,
    { crudeDifference: expect.any(Number) },
    { qValue: expect.any(Number) },
  ]);
});
