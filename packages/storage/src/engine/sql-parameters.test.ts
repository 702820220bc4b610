import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrowInteger, parameterCount, toBindable } from './sql-parameters.ts';

describe('parameterCount', () => {
  test.for([
    ['SELECT 1', 0],
    ['SELECT ?, ?', 2],
    ['SELECT ?2, ?1', 2],
    ['SELECT ?3, ?', 4],
    [`SELECT '?', "?", [?], \`?\`, ?`, 1],
    [`SELECT 'it''s ?', ?`, 1],
    ['SELECT ? -- and ?', 1],
    ['SELECT ? -- and ?\n, ?', 2],
    ['SELECT /* ? */ ? /* ?', 1],
    [`SELECT '--', ?, '/*', ?`, 2],
  ] as const)('%s', ([sql, count]) => {
    expect(parameterCount(sql)).toBe(count);
  });

  test('agrees with SQLite on any mix of literals, comments and parameters', () => {
    using database = new DatabaseSync(':memory:');
    const pieces = ['?', '?1', '?3', `'a?'`, `'it''s ?'`, '/* ? */ 1', '1 -- ?\n', '2 - -?'];
    // SQLite refuses one value too many (SQLITE_RANGE), and takes exactly as many as there are.
    const accepts = (sql: string, values: number): boolean => {
      try {
        database.prepare(sql).all(...Array.from({ length: values }, () => 1));
        return true;
      } catch {
        return false;
      }
    };

    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), (items) => {
        const sql = `SELECT ${items.join(', ')}`;
        const count = parameterCount(sql);

        expect([accepts(sql, count), accepts(sql, count + 1)]).toEqual([true, false]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('toBindable', () => {
  test('is undone by reading, for every finite number and 64-bit integer', () => {
    using database = new DatabaseSync(':memory:');
    const statement = database.prepare('SELECT ?');
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    );

    fc.assert(
      fc.property(numbers, (value) => {
        const [row]: readonly unknown[] = statement.all(toBindable(value));
        const read: unknown = Array.isArray(row) ? row[0] : undefined;
        const actual = typeof read === 'bigint' ? narrowInteger(read) : read;

        expect(actual).toBe(typeof value === 'bigint' ? narrowInteger(value) : value === 0 ? 0 : value);
      }),
      { numRuns: 1000 },
    );
  });
});
