import { SkillsError, toTimestamp } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { eventIdentity } from '../event-identity.ts';
import { cleanText } from '../ingest/clean-text.ts';
import { toBigInt } from '../read/cell.ts';
import { packEmbedding } from './embedding.ts';
import { batchOfInvocations, type IngestPort } from './ingest-port.ts';
import { toInvocation, type InvocationToStore } from './invocation-to-store.ts';

export type StoreInvocationDependencies = {
  readonly engine: SqlEngine;
  readonly ingest: IngestPort;
  readonly newCallId: () => string;
  readonly keepQueries: boolean;
};

// A query is a text of a person, not a label.
const longestQuery = 65_536;

/**
 * Stores one call; when this returns, it survives a power cut.
 *
 * @returns the id of its row
 * @throws {SkillsError} 'invalid-input', or as the engine does
 */
export async function storeInvocation(
  { engine, ingest, newCallId, keepQueries }: StoreInvocationDependencies,
  call: InvocationToStore,
): Promise<bigint> {
  const invocation = toInvocation(call, newCallId());
  const query = keepQueries && call.userQuery !== undefined ? cleanText(call.userQuery, longestQuery) : null;
  const embedding = call.embedding === undefined ? null : packEmbedding(call.embedding);
  await ingest.ingest(batchOfInvocations([invocation]));
  const [row] = await engine.all(
    `SELECT i.event_key, coalesce(g.id, i.event_key)
     FROM event_identity AS i LEFT JOIN skill_event_legacy AS g ON g.event_key = i.event_key
     WHERE i.identity = ?1`,
    [eventIdentity(invocation.callId)],
  );
  if (row === undefined)
    throw new SkillsError('storage-corrupt', `call ${invocation.callId} was stored and is not there`);
  if (query !== null || embedding !== null) {
    await engine.transaction(async (transaction) =>
      transaction.run(attachQuery, [toBigInt(row[0]), toTimestamp(invocation.invokedAtMs), query, embedding]),
    );
  }
  return toBigInt(row[1]);
}

// A row of V1 to V4 with nothing but what an event has no column for; the rest is read from the event. Should the power
// go between the two transactions, storing the call again under its id adds what is missing.
const attachQuery = `
  INSERT INTO skill_event_legacy
    (event_key, id, skill_name, session_id, invoked_at, created_at, user_query, embedding)
  SELECT e.event_key, e.event_key, k.name, s.external_id, ?2, datetime((e.event_key >> 21) / 1000, 'unixepoch'), ?3, ?4
  FROM skill_event AS e
  JOIN skill AS k ON k.skill_id = e.skill_id
  JOIN session AS s ON s.session_id = e.session_id
  WHERE e.event_key = ?1
  ON CONFLICT (event_key) DO UPDATE SET
    user_query = coalesce(user_query, excluded.user_query), embedding = coalesce(embedding, excluded.embedding)`;
