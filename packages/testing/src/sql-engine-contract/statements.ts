import { describe, expect, test } from 'vitest';
import type { ContractSubject } from './contract-subject.ts';

/** Counting, bulk steps, scripts. */
export function describeStatements(subject: ContractSubject): void {
  describe('statements', () => {
    test('run and runMany count the rows they changed', async () => {
      const into = await subject.table('id INTEGER PRIMARY KEY, v');

      const counts = await subject.engine().transaction(async (tx) => [
        await tx.run(`INSERT INTO ${into} VALUES (1, 'a')`),
        await tx.runMany(`INSERT OR IGNORE INTO ${into} VALUES (?, ?)`, [
          [1, 'again'],
          [2, 'b'],
          [3, 'c'],
        ]),
        await tx.run(`UPDATE ${into} SET v = 'x' WHERE id > ?`, [1]),
        await tx.run(`CREATE INDEX ${into}_v ON ${into} (v)`),
        await tx.runMany(`DELETE FROM ${into} WHERE id = ?`, [[1], [99]]),
        await tx.runMany(`DELETE FROM ${into} WHERE id = ?`, []),
      ]);

      expect(counts).toEqual([1, 2, 2, 0, 1, 0]);
    });

    test('runMany writes more rows than fit one request', async () => {
      const into = await subject.table('id INTEGER PRIMARY KEY, v TEXT');
      const rows = Array.from({ length: 2345 }, (_, id) => [id, `row ${id}`]);

      expect(
        await subject.engine().transaction(async (tx) => tx.runMany(`INSERT INTO ${into} VALUES (?, ?)`, rows)),
      ).toBe(2345);
      expect(await subject.engine().all(`SELECT id, v FROM ${into} ORDER BY id`)).toEqual(rows);
    });

    test('half a failed runMany is never committed, even when work catches the error', async () => {
      const into = await subject.table('v INTEGER NOT NULL');

      const attempt = subject.engine().transaction(async (tx) => {
        await tx.runMany(`INSERT INTO ${into} VALUES (?)`, [[1], [null], [3]]).catch(() => undefined);
      });

      await expect(attempt).rejects.toMatchObject({ code: 'invalid-input' });
      expect(await subject.count(into)).toBe(0);
    });

    test('RETURNING answers through all', async () => {
      const into = await subject.table('id INTEGER PRIMARY KEY, v');

      const rows = await subject
        .engine()
        .transaction(async (tx) => tx.all(`INSERT INTO ${into} (v) VALUES (?), (?) RETURNING id, v`, ['a', 2n ** 60n]));

      expect(rows).toEqual([
        [1, 'a'],
        [2, 2n ** 60n],
      ]);
    });

    test('a script runs all of its statements', async () => {
      const into = await subject.table('v');

      await subject
        .engine()
        .transaction(async (tx) =>
          tx.script(`INSERT INTO ${into} VALUES (1); -- one; two\nINSERT INTO ${into} VALUES (';');`),
        );

      expect(await subject.count(into)).toBe(2);
    });

    test('columns of the same name keep their places', async () => {
      expect(await subject.engine().all('SELECT 1 AS a, 2 AS a, 3 AS a')).toEqual([[1, 2, 3]]);
    });

    test('a prepared query follows a change of its table', async () => {
      const into = await subject.table('a');
      const query = `SELECT * FROM ${into}`;
      await subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (1)`));
      await subject.engine().all(query);

      await subject.engine().transaction(async (tx) => tx.script(`ALTER TABLE ${into} ADD COLUMN b DEFAULT 2`));

      expect(await subject.engine().all(query)).toEqual([[1, 2]]);
    });

    test('foreign keys hold', async () => {
      const parent = await subject.table('id INTEGER PRIMARY KEY');
      const child = await subject.table(`parent INTEGER REFERENCES ${parent} (id)`);

      const attempt = subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${child} VALUES (5)`));

      await expect(attempt).rejects.toMatchObject({ code: 'invalid-input' });
    });
  });
}
