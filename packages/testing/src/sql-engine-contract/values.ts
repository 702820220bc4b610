import { describe, expect, test } from 'vitest';
import type { ContractSubject, ContractValue } from './contract-subject.ts';

/** What goes in comes back. */
export function describeValues(subject: ContractSubject): void {
  describe('values', () => {
    test.for<readonly [string, ContractValue, string]>([
      ['null', null, 'null'],
      ['zero', 0, 'integer'],
      ['a negative integer', -42, 'integer'],
      ['the largest safe integer', Number.MAX_SAFE_INTEGER, 'integer'],
      ['the smallest safe integer', Number.MIN_SAFE_INTEGER, 'integer'],
      ['2^53 as bigint', 2n ** 53n, 'integer'],
      ['2^53 + 1 as bigint', 2n ** 53n + 1n, 'integer'],
      ['the largest 64-bit integer', 2n ** 63n - 1n, 'integer'],
      ['the smallest 64-bit integer', -(2n ** 63n), 'integer'],
      ['a fraction', 0.1, 'real'],
      ['a tiny number', Number.MIN_VALUE, 'real'],
      ['a huge number', Number.MAX_VALUE, 'real'],
      ['empty text', '', 'text'],
      ['text with quotes, lines and tabs', `it's "so"\n\t; -- ?`, 'text'],
      ['emoji and combining marks', '👩‍👩‍👧 é ﷽ 𝒳', 'text'],
      ['U+2028, a BOM and DEL', '\u2028\uFEFF\u007F', 'text'],
      ['an empty blob', new Uint8Array(), 'blob'],
      ['a blob of every byte', Uint8Array.from({ length: 256 }, (_, byte) => byte), 'blob'],
    ])('%s comes back as it went in', async ([, value, type]) => {
      const into = await subject.table('v');

      await subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (?)`, [value]));

      expect(await subject.engine().all(`SELECT v, typeof(v) FROM ${into}`)).toEqual([[value, type]]);
    });

    test('a bigint that is safe arrives as a number', async () => {
      expect(await subject.engine().all('SELECT ?, ?', [7n, 2n ** 53n - 1n])).toEqual([[7, Number.MAX_SAFE_INTEGER]]);
    });

    test('lone surrogates and NUL are stored as U+FFFD', async () => {
      const into = await subject.table('v TEXT');

      await subject
        .engine()
        .transaction(async (tx) => tx.runMany(`INSERT INTO ${into} VALUES (?)`, [['\uD800a'], ['b\0c']]));

      expect(await subject.engine().all(`SELECT v FROM ${into} ORDER BY rowid`)).toEqual([['\uFFFDa'], ['b\uFFFDc']]);
    });

    test('a slice of a larger buffer is stored without its neighbours', async () => {
      const slice = Uint8Array.from([1, 2, 3, 4, 5]).subarray(1, 3);

      expect(await subject.engine().all('SELECT ?', [slice])).toEqual([[Uint8Array.from([2, 3])]]);
    });

    test.for([Number.NaN, Number.POSITIVE_INFINITY, 2n ** 63n, -(2n ** 63n) - 1n])(
      '%s cannot be stored and is a RangeError',
      async (value) => {
        await expect(subject.engine().all('SELECT ?', [value])).rejects.toThrow(RangeError);
      },
    );

    test('an integer stays one in arithmetic and in text', async () => {
      expect(await subject.engine().all(`SELECT ? / 2, '' || ?`, [7, 42])).toEqual([[3, '42']]);
    });

    test('a number of parameters that does not match is a RangeError', async () => {
      await expect(subject.engine().all('SELECT ?, ?', [1])).rejects.toThrow(RangeError);
      await expect(subject.engine().all(`SELECT '?', ? -- ?`, [1, 2])).rejects.toThrow(RangeError);
    });

    test('numbered parameters are used where they stand', async () => {
      expect(await subject.engine().all('SELECT ?2, ?1, ?2', ['a', 'b'])).toEqual([['b', 'a', 'b']]);
    });

    test('forty thousand ids cross as one JSON parameter', async () => {
      const ids = JSON.stringify(Array.from({ length: 40_000 }, (_, id) => id));

      expect(await subject.engine().all('SELECT sum(value) FROM json_each(?)', [ids])).toEqual([
        [(40_000 * 39_999) / 2],
      ]);
    });
  });
}
