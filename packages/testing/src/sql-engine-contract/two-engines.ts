import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ContractEngine, ContractSubject } from './contract-subject.ts';

/** Two engines on one database. */
export function describeTwoEngines(subject: ContractSubject): void {
  describe('two engines on one database', () => {
    test('one sees what the other committed, and nothing before', async () => {
      const into = await subject.table('v');
      const other = await subject.open();

      const duringWork = await other.transaction(async (tx) => {
        await tx.run(`INSERT INTO ${into} VALUES (1)`);
        return subject.count(into);
      });
      const afterwards = await subject.count(into);
      await other.close();

      expect([duringWork, afterwards]).toEqual([0, 1]);
    });

    test('their transactions wait for each other', async () => {
      const into = await subject.table('v INTEGER');
      await subject.engine().transaction(async (tx) => tx.run(`INSERT INTO ${into} VALUES (0)`));
      const other = await subject.open();
      const increment = async (on: ContractEngine): Promise<void> =>
        on.transaction(async (tx) => {
          const before = Number((await tx.all(`SELECT v FROM ${into}`))[0]?.[0]);
          await wait(3);
          await tx.run(`UPDATE ${into} SET v = ?`, [before + 1]);
        });

      await Promise.all(
        Array.from({ length: 10 }, async (_, turn) => increment(turn % 2 === 0 ? subject.engine() : other)),
      );
      await other.close();

      expect(await subject.engine().all(`SELECT v FROM ${into}`)).toEqual([[10]]);
    });
  });
}
