/**
 * A JSON value as `interfaces.md` describes it, written apart from the schemas of the code so that a changed schema does
 * not go unseen. `?` behind a word allows null; keys may be added to objects, none may be missing.
 */
export type Shape = Word | `${Word}?` | readonly [Shape] | { readonly [key: string]: Shape };
type Word = 'text' | 'boolean' | 'count' | 'fraction' | 'seconds' | 'usd' | 'time';

const checks: Readonly<Record<Word, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  count: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  fraction: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  seconds: (value) => typeof value === 'number' && value >= 0,
  usd: (value) => typeof value === 'number' && value >= 0,
  time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
};

/** Where a value departs from its shape; empty when nowhere. A list must not be empty: it would prove nothing. */
export function departures(value: unknown, shape: Shape, path = '$'): readonly string[] {
  if (typeof shape === 'string') {
    if (value === null && shape.endsWith('?')) return [];
    return wordOf(shape).every((word) => checks[word](value))
      ? []
      : [`${path}: ${JSON.stringify(value)} is no ${shape}`];
  }
  if (isList(shape)) {
    if (!Array.isArray(value) || value.length === 0)
      return [`${path}: ${JSON.stringify(value)} is no list with entries`];
    return value.flatMap((entry, index) => departures(entry, shape[0], `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path}: ${JSON.stringify(value)} is no object`];
  return Object.entries(shape).flatMap(([key, of]) =>
    Object.hasOwn(value, key)
      ? departures(Reflect.get(value, key), of, `${path}.${key}`)
      : [`${path}.${key} is missing`],
  );
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function wordOf(shape: Word | `${Word}?`): readonly Word[] {
  const words: readonly Word[] = ['text', 'boolean', 'count', 'fraction', 'seconds', 'usd', 'time'];
  return words.filter((word) => shape.replace('?', '') === word);
}
