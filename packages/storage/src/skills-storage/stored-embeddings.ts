import type { SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toBigInt, toBytes, toNullableBoolean, toNullableText, toText } from '../read/cell.ts';
import { embeddingBytes, unpackEmbedding } from './embedding.ts';

/** A call whose query was embedded. */
export type EmbeddedCall = {
  readonly eventKey: bigint;
  readonly skillName: string;
  readonly completed: boolean | null;
  readonly workflowPhase: string | null;
  readonly embedding: Float32Array;
};

// 4,096 embeddings are 6 MB: memory stays flat however many there are.
const embeddingsPerPage = 4_096;

/** Every stored embedding, page by page in the order of time. Bytes that are no embedding are passed over. */
export async function* storedEmbeddings(
  reader: SqlReader,
  filter: { readonly sessionId?: string | undefined } = {},
): AsyncGenerator<readonly EmbeddedCall[], void, void> {
  let after = 0n;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const rows = await reader.all(pageQuery, [after, filter.sessionId ?? null]);
    if (rows.length > 0) yield rows.map(toEmbeddedCall);
    if (rows.length < embeddingsPerPage) return;
    after = toBigInt(rows.at(-1)?.[0]);
  }
}

/** @returns `null` for bytes of another length: the predecessor stored what it was given */
export function toStoredEmbedding(bytes: Uint8Array): Float32Array | null {
  return bytes.length === embeddingBytes ? unpackEmbedding(bytes) : null;
}

const pageQuery = `
  SELECT g.event_key, k.name, e.completed, (SELECT text FROM label WHERE label_id = e.phase_label), g.embedding
  FROM skill_event_legacy AS g
  CROSS JOIN skill_event AS e ON e.event_key = g.event_key
  JOIN skill AS k ON k.skill_id = e.skill_id
  WHERE g.event_key > ?1 AND length(g.embedding) = ${embeddingBytes}
    AND (?2 IS NULL OR e.session_id = (SELECT session_id FROM session WHERE external_id = ?2))
  ORDER BY g.event_key
  LIMIT ${embeddingsPerPage}`;

function toEmbeddedCall(row: SqlRow): EmbeddedCall {
  return {
    eventKey: toBigInt(row[0]),
    skillName: toText(row[1]),
    completed: toNullableBoolean(row[2]),
    workflowPhase: toNullableText(row[3]),
    embedding: unpackEmbedding(toBytes(row[4])),
  };
}
