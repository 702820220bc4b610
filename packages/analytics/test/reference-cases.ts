import { readFileSync } from 'node:fs';

/** What a reference file holds. What JSON cannot say of a number stands as "NaN", "Infinity" or "-Infinity". */
export type ReferenceTree =
  | number
  | string
  | null
  | readonly ReferenceTree[]
  | { readonly [key: string]: ReferenceTree };

export type ReferenceCase = {
  readonly id: string;
  readonly method: string;
  readonly input: { readonly [key: string]: ReferenceTree };
  readonly expected: { readonly [key: string]: ReferenceTree };
  readonly relTol?: number;
  /** Of the cases of gbstats. */
  readonly metric?: string;
  readonly differenceType?: string;
};

/** The cases of a file in `fixtures/`. */
export function referenceCases(name: string): readonly ReferenceCase[] {
  const { cases }: { cases: readonly ReferenceCase[] } = JSON.parse(
    readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
  return cases;
}

export type Tolerance = {
  readonly relative: number;
  /** For values that would be 0 but for rounding. */
  readonly absolute: number;
};

/**
 * What of `expected` is not so in `actual`, a line each; nothing when they agree. Every expected value counts, one that
 * `actual` lacks too. Where the reference has no answer ("NaN") the caller is to have said "NaN" for its stated outcome.
 */
export function differences(actual: unknown, expected: ReferenceTree, tolerance: Tolerance): readonly string[] {
  if (typeof expected === 'object' && expected !== null) {
    const parts = new Map<string, unknown>(Object.entries(actual ?? {}));
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(parts.get(key), value, tolerance).map((line) => `${key} ${line}`),
    );
  }
  return isSame(actual, expected, tolerance) ? [] : [`is ${String(actual)}, should be ${expected}`];
}

function isSame(actual: unknown, expected: number | string | null, { relative, absolute }: Tolerance): boolean {
  if (typeof actual !== 'number') return actual === expected;
  if (typeof expected !== 'number') return String(actual) === expected;
  return Math.abs(actual - expected) <= Math.max(absolute, relative * Math.abs(expected));
}
