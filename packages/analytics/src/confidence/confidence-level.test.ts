import { seededRandom } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOfRate, fewestOutcomes, toolConfidence } from './confidence-level.ts';
import { toolPopulationPrior } from './tool-population-prior.ts';

const counts = fc.record({ successful: fc.nat(5_000), failed: fc.nat(5_000) });

describe('the level of a tool', () => {
  test.for([
    [{ successful: 3, failed: 0 }, 'MEDIUM', 'HIGH'],
    [{ successful: 9, failed: 0 }, 'MEDIUM', 'HIGH'],
    [{ successful: 0, failed: 0 }, 'MEDIUM', 'MEDIUM'],
    [{ successful: 0, failed: 2 }, 'MEDIUM', 'MEDIUM'],
    [{ successful: 0, failed: 3 }, 'LOW', 'LOW'],
    [{ successful: 30, failed: 0 }, 'HIGH', 'HIGH'],
    [{ successful: 9, failed: 1 }, 'MEDIUM', 'MEDIUM'],
    [{ successful: 19, failed: 1 }, 'MEDIUM', 'HIGH'],
    [{ successful: 700, failed: 300 }, 'LOW', 'LOW'],
  ] as const)('of %j is %s, where the plain rate says %s', ([outcomes, level, seedLevel]) => {
    expect(toolConfidence(outcomes)).toMatchObject({ level, seedLevel });
  });

  test('follows the posterior: probabilities sum to 1, and the interval lies in [0, 1] around the mean', () => {
    fc.assert(
      fc.property(counts, (outcomes) => {
        const { probability, interval } = toolConfidence(outcomes);
        const mean = (outcomes.successful + 4) / (outcomes.successful + outcomes.failed + 5);

        expect(probability.HIGH + probability.MEDIUM + probability.LOW).toBeCloseTo(1, 9);
        expect(interval.lower).toBeGreaterThanOrEqual(0);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeLessThanOrEqual(mean);
        expect(interval.upper).toBeGreaterThanOrEqual(mean);
      }),
    );
  });

  test('never falls with another success and never rises with another failure, once something is claimed at all', () => {
    const rank = { LOW: 0, MEDIUM: 1, HIGH: 2 } as const;
    fc.assert(
      fc.property(counts, ({ successful, failed }) => {
        fc.pre(successful + failed >= fewestOutcomes.low);
        const level = rank[toolConfidence({ successful, failed }).level];

        expect(rank[toolConfidence({ successful: successful + 1, failed }).level]).toBeGreaterThanOrEqual(level);
        expect(rank[toolConfidence({ successful, failed: failed + 1 }).level]).toBeLessThanOrEqual(level);
      }),
    );
  });

  test('is the true one for any rate within a band when there are executions enough', () => {
    for (const rate of [0.5, 0.75, 0.85, 0.9, 0.97, 0.995]) {
      const successful = Math.round(20_000 * rate);
      expect(toolConfidence({ successful, failed: 20_000 - successful }).level).toBe(bandOfRate(rate));
    }
  });

  test.for([
    { successful: -1, failed: 0 },
    { successful: 0.5, failed: 0 },
    { successful: 0, failed: Number.NaN },
  ])('is refused for %j', (outcomes) => {
    expect(() => toolConfidence(outcomes)).toThrow(RangeError);
  });
});

/** Rates from mostly good to mostly bad. */
const worlds = [
  { good: 0.5, bad: 0.1 },
  { good: 0.2, bad: 0.4 },
  { good: 0.8, bad: 0.05 },
  { good: 0.33, bad: 0.33 },
] as const;

// Printed are shares of tools. claim: HIGH or LOW, and wrongly. label: not the band of the true rate; MEDIUM is right for
// a tool with fewer than ten known outcomes, as the predecessor's table has it ("new tools"). strict: MEDIUM is not.
test('is wrong less often than by the plain rate in worlds whose rates are known', () => {
  const rows = worlds.map((world, index) => Object.assign({}, world, wrongShares(world, index + 1)));
  for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);

  for (const row of rows) {
    expect(row.claim).toBeLessThan(row.seedClaim * 0.6);
    expect(row.label).toBeLessThan(row.seedLabel);
  }
});

type WrongShares = Readonly<Record<'claim' | 'seedClaim' | 'label' | 'seedLabel' | 'strict' | 'seedStrict', number>>;

function wrongShares({ good, bad }: (typeof worlds)[number], seed: number): WrongShares {
  const random = seededRandom(seed);
  const registries = 60;
  const toolsEach = 50;
  const wrong = { claim: 0, label: 0, strict: 0, seedClaim: 0, seedLabel: 0, seedStrict: 0 };
  for (let registry = 0; registry < registries; registry += 1) {
    const tools = Array.from({ length: toolsEach }, () => {
      const kind = random();
      const within = kind < good ? [0.95, 1] : kind < good + bad ? [0.3, 0.8] : [0.8, 0.95];
      const [least = 0, most = 1] = within;
      const rate = least + (most - least) * random();
      // From one execution to two thousand.
      const executions = Math.ceil(Math.exp(random() * Math.log(2_000)));
      let successful = 0;
      for (let run = 0; run < executions; run += 1) successful += Number(random() < rate);
      return { rate, executions, successful, failed: executions - successful };
    });
    const prior = toolPopulationPrior(tools);
    for (const tool of tools) {
      const truth = bandOfRate(tool.rate);
      const isNew = tool.executions < 10;
      const { level, seedLevel } = toolConfidence(tool, prior);
      wrong.claim += Number(level !== 'MEDIUM' && level !== truth);
      wrong.seedClaim += Number(seedLevel !== 'MEDIUM' && seedLevel !== truth);
      wrong.label += Number(level !== truth && !(isNew && level === 'MEDIUM'));
      wrong.seedLabel += Number(seedLevel !== truth && !(isNew && seedLevel === 'MEDIUM'));
      wrong.strict += Number(level !== truth);
      wrong.seedStrict += Number(seedLevel !== truth);
    }
  }
  const share = (count: number): number => Number((count / registries / toolsEach).toFixed(4));
  return {
    claim: share(wrong.claim),
    seedClaim: share(wrong.seedClaim),
    label: share(wrong.label),
    seedLabel: share(wrong.seedLabel),
    strict: share(wrong.strict),
    seedStrict: share(wrong.seedStrict),
  };
}
