import type { SkillOffer } from '@skills/schema';
import type { SqlTransaction } from '../engine/sql-engine.ts';
import type { Dictionaries } from './dictionaries.ts';
import { insertRows, type RowInsert } from './insert-rows.ts';

type OfferRow = { readonly skillLabel: number; readonly sessionId: number; readonly offeredAtMs: number };

const offerInsert: RowInsert<OfferRow> = {
  table: 'skill_offer',
  columns: ['skill_label', 'session_id', 'offered_at_ms'],
  tail: `ON CONFLICT DO UPDATE SET offered_at_ms = excluded.offered_at_ms
    WHERE excluded.offered_at_ms < offered_at_ms`,
  push: (values, { skillLabel, sessionId, offeredAtMs }) => {
    values.push(skillLabel, sessionId, offeredAtMs);
  },
};

// Sessions until 2^32 leave 21 bits for labels in a number.
const sessionsPerLabel = 2 ** 32;

/**
 * Skills offered to sessions, each once and at the earliest time seen. A session is offered a hundred skills at once,
 * which lie apart in the table: they are kept until the end of the transaction and written in its order.
 */
export class PendingOffers {
  readonly #earliest = new Map<number, number>();

  /** Call when the dictionaries know the labels and sessions. */
  add(dictionaries: Dictionaries, offers: readonly SkillOffer[]): void {
    for (const { skillName, sessionId, offeredAtMs } of offers) {
      const key = dictionaries.labels.id(skillName) * sessionsPerLabel + dictionaries.sessions.id(sessionId);
      const known = this.#earliest.get(key);
      if (known === undefined || offeredAtMs < known) this.#earliest.set(key, offeredAtMs);
    }
  }

  async write(transaction: SqlTransaction): Promise<void> {
    const rows: OfferRow[] = [];
    for (const key of Float64Array.from(this.#earliest.keys()).toSorted()) {
      const offeredAtMs = this.#earliest.get(key) ?? 0;
      rows.push({ skillLabel: Math.floor(key / sessionsPerLabel), sessionId: key % sessionsPerLabel, offeredAtMs });
    }
    await insertRows(transaction, offerInsert, rows);
  }
}
