import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

// A larger collection of reference values lies beside some checkouts; a clone does not have it.
const references = new URL('../../../../shared/data/stats/scipy-reference.json', import.meta.url);

function normalQuantileCases(): readonly (readonly [p: number, expected: number])[] {
  if (!existsSync(references)) return [];
  const { cases }: { cases: readonly Record<string, unknown>[] } = JSON.parse(readFileSync(references, 'utf8'));
  return cases
    .filter((reference) => reference['method'] === 'normal_ppf')
    .map(({ input, expected }) => [numberIn(input, 'p'), numberIn(expected, 'x')] as const);
}

function numberIn(value: unknown, key: string): number {
  return typeof value === 'object' && value !== null ? Number(new Map(Object.entries(value)).get(key)) : NaN;
}

describe.skipIf(!existsSync(references))('the shared reference values', () => {
  test('of the normal quantile are met', () => {
    const cases = normalQuantileCases();

    expect(cases.length).toBeGreaterThan(5);
    for (const [p, expected] of cases) {
      expect(Math.abs(normalQuantile(p) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    }
  });
});
