import type { SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { type EventAddress, eventKey, keyBits, keyPartsSql, type TakenKeys } from './event-key.ts';
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

export type KeyedEvent = { readonly key: bigint; readonly fields: EventFields };

export type StoredEvent = { readonly address: EventAddress; readonly fields: EventFields };

/** Which of these calls the log has, in one pass over the index: `identities` in order read each page once. */
export async function findEvents(
  transaction: SqlTransaction,
  identities: readonly string[],
): Promise<ReadonlyMap<string, EventAddress>> {
  if (identities.length === 0) return new Map();
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

/** Of these keys, the milliseconds of those that the log has, each with every key that the log has in it. */
export async function readTakenKeys(transaction: SqlTransaction, keys: readonly bigint[]): Promise<TakenKeys> {
  const taken = new Map<number, Set<number>>();
  // Events that are later than the whole log, the usual case while a program is watched, are not looked up.
  const [last] = await transaction.all('SELECT max(event_key) FROM skill_event');
  const latest = last?.[0];
  const doubtful = typeof latest === 'bigint' ? keys.filter((key) => key <= latest) : [];
  if (doubtful.length === 0) return taken;
  const rows = await transaction.all(
    `SELECT DISTINCT ${keyPartsSql('o')} FROM json_each(?1) AS j
     CROSS JOIN skill_event AS e ON e.event_key = j.value
     CROSS JOIN skill_event AS o ON o.event_key >= (e.event_key >> ${keyBits} << ${keyBits})
       AND o.event_key < ((e.event_key >> ${keyBits}) + 1 << ${keyBits})`,
    [`[${doubtful.join(',')}]`],
  );
  for (const row of rows) {
    const time = toNumber(row[0]);
    taken.set(time, (taken.get(time) ?? new Set()).add(toNumber(row[1])));
  }
  return taken;
}

/** @param events - in ascending order of keys that are free */
export async function insertEvents(transaction: SqlTransaction, events: readonly KeyedEvent[]): Promise<void> {
  await insertRows(transaction, eventInsert, events);
}

const eventInsert: RowInsert<KeyedEvent> = {
  table: 'skill_event',
  columns: eventInsertColumns,
  tail: '',
  push: (values, { key, fields }) => pushEvent(values, key, fields),
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
