import { afterAll, beforeAll, describe } from 'vitest';
import type { ContractEngine, ContractSubject } from './contract-subject.ts';
import { describeErrors } from './errors.ts';
import { describeStatements } from './statements.ts';
import { describeTransactions } from './transactions.ts';
import { describeTwoEngines } from './two-engines.ts';
import { describeValues } from './values.ts';

export type SqlEngineContractOptions = {
  readonly name: string;
  /** Another engine on the same, at first empty, database each time. */
  readonly open: () => Promise<ContractEngine>;
  /** False when two engines never meet on one database (`:memory:`). */
  readonly shared: boolean;
};

/** What every `SqlEngine` does. Call it at the top level of a test file. */
export function sqlEngineContract({ name, open, shared }: SqlEngineContractOptions): void {
  describe(`${name} as a SqlEngine`, () => {
    let engine: ContractEngine;
    let tables = 0;

    beforeAll(async () => {
      engine = await open();
    });

    afterAll(async () => {
      await engine.close();
    });

    const subject: ContractSubject = {
      engine: () => engine,
      open,
      table: async (columns) => {
        tables += 1;
        const created = `contract_${tables}`;
        await engine.transaction(async (tx) => tx.script(`CREATE TABLE ${created} (${columns})`));
        return created;
      },
      count: async (table) => (await engine.all(`SELECT count(*) FROM ${table}`))[0]?.[0],
    };

    describeValues(subject);
    describeTransactions(subject);
    describeStatements(subject);
    describeErrors(subject);
    if (shared) describeTwoEngines(subject);
  });
}
