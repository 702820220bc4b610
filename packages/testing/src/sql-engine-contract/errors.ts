import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ContractSubject } from './contract-subject.ts';

/** Codes a caller can branch on, and closing. */
export function describeErrors(subject: ContractSubject): void {
  describe('errors', () => {
    test('a broken rule is invalid-input and does not tell the value', async () => {
      const into = await subject.table('v TEXT UNIQUE');
      const insert = `INSERT INTO ${into} VALUES (?)`;

      const attempt = subject.engine().transaction(async (tx) => tx.runMany(insert, [['secret-7'], ['secret-7']]));

      await expect(attempt).rejects.toMatchObject({ name: 'SkillsError', code: 'invalid-input' });
      await expect(attempt).rejects.toThrow(/UNIQUE/);
      await expect(attempt).rejects.not.toThrow(/secret-7/);
    });

    test('a missing table is schema-unknown', async () => {
      await expect(subject.engine().all('SELECT * FROM nowhere')).rejects.toMatchObject({ code: 'schema-unknown' });
    });

    test('SQL that is wrong is an error, and the engine works on', async () => {
      await expect(subject.engine().all('SELEKT 1')).rejects.toThrow(/syntax/);
      expect(await subject.engine().all('SELECT 1')).toEqual([[1]]);
    });

    test('after close every call is a RangeError, and closing again is not', async () => {
      const other = await subject.open();
      await other.close();

      await expect(other.all('SELECT 1')).rejects.toThrow(RangeError);
      await expect(other.transaction(async () => undefined)).rejects.toThrow(RangeError);
      await expect(other.close()).resolves.toBeUndefined();
    });

    test('close waits for the transaction in progress', async () => {
      const other = await subject.open();
      const work = other.transaction(async (tx) => {
        await wait(20);
        return tx.all('SELECT 1');
      });

      await other.close();

      expect(await work).toEqual([[1]]);
    });
  });
}
