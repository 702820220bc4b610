import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ContractSubject, ContractTransaction, ContractValue } from './contract-subject.ts';

/** All or nothing, one at a time, unseen until the end. */
export function describeTransactions(subject: ContractSubject): void {
  describe('transactions', () => {
    test('what work returns is returned, and its writes are there', async () => {
      const into = await subject.table('v');

      const result = await subject.engine().transaction(async (tx) => {
        await tx.run(`INSERT INTO ${into} VALUES (1)`);
        return tx.all(`SELECT v FROM ${into}`);
      });

      expect(result).toEqual([[1]]);
      expect(await subject.count(into)).toBe(1);
    });

    test('an error in work undoes all of it, tables too, and reaches the caller as it is', async () => {
      const into = await subject.table('v');
      const error = new Error('changed my mind');

      const attempt = subject.engine().transaction(async (tx) => {
        await tx.runMany(`INSERT INTO ${into} VALUES (?)`, [[1], [2]]);
        await tx.script(`CREATE TABLE ${into}_more (v); DROP TABLE ${into};`);
        throw error;
      });

      await expect(attempt).rejects.toBe(error);
      expect(await subject.count(into)).toBe(0);
      await expect(subject.count(`${into}_more`)).rejects.toThrow('no such table');
    });

    test('the engine works on after a failed transaction', async () => {
      const into = await subject.table('v INTEGER NOT NULL');
      await subject
        .engine()
        .transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (NULL)`))
        .catch(() => undefined);

      await subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (1)`));

      expect(await subject.count(into)).toBe(1);
    });

    test('a read outside sees nothing of an open transaction', async () => {
      const into = await subject.table('v');
      const reads: Promise<ContractValue | undefined>[] = [];

      // Started from outside, through a function made before the transaction began.
      const outside = detached(async () => subject.count(into));
      await subject
        .engine()
        .transaction(async (tx) => {
          await tx.run(`INSERT INTO ${into} VALUES (1)`);
          reads.push(outside());
          await wait(30);
          throw new Error('undone');
        })
        .catch(() => undefined);

      expect(await Promise.all(reads)).toEqual([0]);
    });

    test('transactions started together run one after the other, in order', async () => {
      const into = await subject.table('v');
      const order: string[] = [];

      await Promise.all(
        ['a', 'b', 'c'].map(async (id) =>
          subject.engine().transaction(async (tx) => {
            order.push(`${id} begins`);
            await tx.run(`INSERT INTO ${into} VALUES (?)`, [id]);
            await wait(5);
            order.push(`${id} ends`);
          }),
        ),
      );

      expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
      expect(await subject.engine().all(`SELECT v FROM ${into} ORDER BY rowid`)).toEqual([['a'], ['b'], ['c']]);
    });

    test('a failing neighbour takes none of the others with it', async () => {
      const into = await subject.table('v INTEGER NOT NULL');

      const results = await Promise.allSettled(
        [1, null, 3].map(async (v) =>
          subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (?)`, [v])),
        ),
      );

      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await subject.engine().all(`SELECT v FROM ${into} ORDER BY v`)).toEqual([[1], [3]]);
    });

    test('a transaction inside a transaction is a RangeError, not a deadlock', async () => {
      const attempt = subject.engine().transaction(async () => subject.engine().transaction(async () => undefined));

      await expect(attempt).rejects.toThrow(RangeError);
      expect(await subject.engine().all('SELECT 1')).toEqual([[1]]);
    });

    test('reading through the engine inside a transaction is a RangeError', async () => {
      await expect(subject.engine().transaction(async () => subject.engine().all('SELECT 1'))).rejects.toThrow(
        RangeError,
      );
    });

    test('a transaction that has ended cannot be used', async () => {
      const into = await subject.table('v');
      let kept: ContractTransaction | undefined;
      await subject.engine().transaction(async (tx) => {
        kept = tx;
      });

      await expect(kept?.run(`INSERT INTO ${into} VALUES (1)`)).rejects.toThrow(RangeError);
      expect(await subject.count(into)).toBe(0);
    });

    test('work may catch a broken rule and go on', async () => {
      const into = await subject.table('v INTEGER PRIMARY KEY');

      await subject.engine().transaction(async (tx) => {
        await tx.run(`INSERT INTO ${into} VALUES (1)`);
        await tx.run(`INSERT INTO ${into} VALUES (1)`).catch(() => undefined);
        await tx.run(`INSERT INTO ${into} VALUES (2)`);
      });

      expect(await subject.count(into)).toBe(2);
    });
  });
}

/** Wraps a call so that it starts outside the asynchronous context of whoever makes it. */
function detached<T>(call: () => Promise<T>): () => Promise<T> {
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const result = (async () => {
    await started;
    return call();
  })();
  return async () => {
    start();
    return result;
  };
}
