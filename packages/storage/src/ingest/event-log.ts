import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { eventKey, keyBits, KeyCollision, keyPartsSql, type TakenKeys } from './event-key.ts';
import {
  eventColumns,
  type EventFields,
  eventInsertColumns,
  eventUpdateSql,
  knownFieldsMask,
  nullFieldsMaskSql,
  pushEvent,
  readEventFields,
  toUpdateRow,
} from './event-fields.ts';
import { insertRows, type RowInsert } from './insert-rows.ts';

/** Where an event of the log is. */
export type EventAddress = { readonly invokedAtMs: number; readonly low: number };

export type KeyedEvent = { readonly key: bigint; readonly fields: EventFields };

export type StoredEvent = { readonly address: EventAddress; readonly fields: EventFields };

/** Which of these calls the log has, in one pass over the index: `identities` in order read each page once. */
export async function findEvents(
  transaction: SqlTransaction,
  identities: readonly string[],
): Promise<ReadonlyMap<string, EventAddress>> {
  const rows = await transaction.all(
    `SELECT j.key, ${keyPartsSql('i')} FROM json_each(?1) AS j CROSS JOIN event_identity AS i ON i.identity = j.value`,
    [JSON.stringify(identities)],
  );
  const found = new Map<string, EventAddress>();
  for (const row of rows) {
    const identity = identities[toNumber(row[0])];
    if (identity !== undefined) found.set(identity, { invokedAtMs: toNumber(row[1]), low: toNumber(row[2]) });
  }
  return found;
}

/** Keys taken in the milliseconds of these times. */
export async function readTakenKeys(transaction: SqlTransaction, times: ReadonlySet<number>): Promise<TakenKeys> {
  const rows = await transaction.all(
    `SELECT ${keyPartsSql('e')} FROM json_each(?1) AS j CROSS JOIN skill_event AS e
     ON e.event_key >= (j.value << ${keyBits}) AND e.event_key < ((j.value + 1) << ${keyBits})`,
    [JSON.stringify([...times])],
  );
  const byTime = Map.groupBy(rows, (row) => toNumber(row[0]));
  return new Map([...byTime].map(([time, keys]) => [time, new Set(keys.map((row) => toNumber(row[1])))]));
}

/**
 * @param events - in ascending order of key
 * @throws {KeyCollision} when a key is taken; the transaction must roll back
 */
export async function insertEvents(transaction: SqlTransaction, events: readonly KeyedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const inserted = await insertRows(transaction, eventInsert, events);
  if (inserted < events.length) throw new KeyCollision('a key of the batch is taken');
}

const eventInsert: RowInsert<KeyedEvent> = {
  table: 'skill_event',
  columns: eventInsertColumns,
  tail: 'ON CONFLICT (event_key) DO NOTHING',
  push: (values, { key, fields }) => pushEvent(values, key, fields),
};

export type IdentifiedEvent = { readonly identity: string; readonly key: bigint | undefined };

/** @param events - in the order of identities, so that a page of the index is written once per batch */
export async function insertIdentities(transaction: SqlTransaction, events: readonly IdentifiedEvent[]): Promise<void> {
  await insertRows(transaction, identityInsert, events);
}

const identityInsert: RowInsert<IdentifiedEvent> = {
  table: 'event_identity',
  columns: ['identity', 'event_key'],
  tail: '',
  push: (values, { identity, key }) => {
    // A key that is missing is refused by the column.
    values.push(identity, key ?? null);
  },
};

/** One more view of an event of the log. */
export type EventView = { readonly address: EventAddress; readonly fields: EventFields };

/** Of these views' events, those to which the view may add something, by index of the view. */
export async function readIncompleteEvents(
  transaction: SqlTransaction,
  views: readonly EventView[],
): Promise<ReadonlyMap<number, StoredEvent>> {
  if (views.length === 0) return new Map();
  const parameters = views.map(({ address, fields }) => {
    const place = [address.invokedAtMs, address.low, knownFieldsMask(fields)];
    return fields.details === null ? place : [...place, fields.details];
  });
  const rows = await transaction.all(
    `SELECT j.key, ${eventColumns('e')} FROM json_each(?1) AS j CROSS JOIN skill_event AS e
     ON e.event_key = ((j.value ->> 0) << ${keyBits}) | (j.value ->> 1)
     WHERE ((${nullFieldsMaskSql}) & (j.value ->> 2)) <> 0
       OR (json_array_length(j.value) = 4 AND e.details IS NOT (j.value ->> 3))`,
    [JSON.stringify(parameters)],
  );
  const incomplete = new Map<number, StoredEvent>();
  for (const row of rows) {
    const index = toNumber(row[0]);
    const view = views[index];
    if (view !== undefined) incomplete.set(index, { address: view.address, fields: readEventFields(row, 1) });
  }
  return incomplete;
}

export async function updateEvents(transaction: SqlTransaction, events: readonly StoredEvent[]): Promise<void> {
  await transaction.runMany(
    eventUpdateSql,
    events.map(({ address, fields }) => toUpdateRow(eventKey(address.invokedAtMs, address.low), fields)),
  );
}
