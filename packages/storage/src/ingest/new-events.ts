import type { SqlTransaction } from '../engine/sql-engine.ts';
import { type EventAddress, eventAddress } from './event-key.ts';
import { insertRows, type RowInsert } from './insert-rows.ts';
import { orderByIdentity } from './order-by-identity.ts';

type IdentifiedKey = { readonly identity: string; readonly key: bigint };

const identityInsert: RowInsert<IdentifiedKey> = {
  table: 'event_identity',
  columns: ['identity', 'event_key'],
  tail: '',
  push: (values, { identity, key }) => {
    values.push(identity, key);
  },
};

/**
 * Events that a transaction has put into the log. Their identities are random, and each costs a page of the index unless
 * many are written in order: they are kept until the end of the transaction.
 */
export class NewEvents {
  readonly #keys = new Map<string, bigint>();

  add(identity: string, key: bigint): void {
    this.#keys.set(identity, key);
  }

  address(identity: string): EventAddress | undefined {
    const key = this.#keys.get(identity);
    return key === undefined ? undefined : eventAddress(key);
  }

  async write(transaction: SqlTransaction): Promise<void> {
    const events = Array.from(this.#keys, ([identity, key]) => ({ identity, key }));
    await insertRows(transaction, identityInsert, orderByIdentity(events));
  }
}
