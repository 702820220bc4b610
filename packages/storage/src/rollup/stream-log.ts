import type { SqlReader } from '../engine/sql-engine.ts';
import { eventKey, keyPartsSql } from '../ingest/event-key.ts';
import { type EventFields, eventColumns, readEventFields } from '../ingest/event-fields.ts';
import { toNullableNumber, toNumber, toText } from '../read/cell.ts';
import type { UsageContribution } from './usage-contribution.ts';

export type LoggedEvent = { readonly invokedAtMs: number; readonly fields: EventFields };

const rowsPerStep = 20_000;

/**
 * The log in the order of time, in steps of bounded memory.
 *
 * @param endKey - only what is before; everything when left out
 */
export async function* streamEvents(
  reader: SqlReader,
  endKey: bigint = 2n ** 63n - 1n,
): AsyncGenerator<readonly LoggedEvent[]> {
  let after = -(2n ** 63n);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each step begins where the one before ended
    const rows = await reader.all(
      `SELECT ${keyPartsSql('e')}, ${eventColumns('e')} FROM skill_event AS e
       WHERE e.event_key > ?1 AND e.event_key < ?3 ORDER BY e.event_key LIMIT ?2`,
      [after, rowsPerStep, endKey],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = eventKey(toNumber(last[0]), toNumber(last[1]));
    yield rows.map((row) => ({ invokedAtMs: toNumber(row[0]), fields: readEventFields(row, 2) }));
  }
}

/** Every message that carries tokens, in steps of bounded memory. */
export async function* streamMessageUsages(reader: SqlReader): AsyncGenerator<readonly UsageContribution[]> {
  let after = '';
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each step begins where the one before ended
    const rows = await reader.all(
      `SELECT identity, at_ms, project_id, model_label, skill_label, input_tokens, output_tokens, cache_read_tokens,
         cache_creation_tokens, cache_creation_1h_tokens, cost_usd
       FROM message_usage WHERE identity > ?1 ORDER BY identity LIMIT ?2`,
      [after, rowsPerStep],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = toText(last[0]);
    yield rows.map((row) => ({
      atMs: toNumber(row[1]),
      projectId: toNullableNumber(row[2]),
      modelLabel: toNumber(row[3]),
      skill: { label: toNullableNumber(row[4]) },
      tokens: {
        input: toNumber(row[5]),
        output: toNumber(row[6]),
        cacheRead: toNumber(row[7]),
        cacheCreation: toNumber(row[8]),
        cacheCreation1h: toNumber(row[9]),
      },
      costUsd: toNullableNumber(row[10]),
    }));
  }
}
