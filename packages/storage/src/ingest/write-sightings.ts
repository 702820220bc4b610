import type { CollectedBatch, FileCheckpoint, ProjectSighting } from '@skills/schema';
import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { cleanText } from './clean-text.ts';
import type { Dictionaries } from './dictionaries.ts';

const longestPath = 4096;
const longestReason = 1024;

/** Names and paths of projects; two paths of one id (a hash collision) settle on the one that sorts first. */
export async function writeProjects(
  transaction: SqlTransaction,
  dictionaries: Dictionaries,
  projects: readonly ProjectSighting[],
): Promise<void> {
  if (projects.length === 0) return;
  await transaction.runMany(
    `UPDATE project SET name = ?2, path = ?3 WHERE project_id = ?1 AND (path IS NULL OR path > ?3)`,
    projects.map(({ projectId, name, path }): SqlRow => [
      dictionaries.projects.id(projectId),
      cleanText(name),
      cleanText(path, longestPath),
    ]),
  );
}

/**
 * Takes out of quarantine what lay behind the stored offset of a file, was read again now, and is no longer bad: a last
 * line that was still being written.
 */
export async function releaseMendedLines(
  transaction: SqlTransaction,
  batches: readonly CollectedBatch[],
): Promise<void> {
  if (batches.every(({ checkpoint }) => checkpoint === undefined)) return;
  const bad = JSON.stringify(
    batches.flatMap(({ checkpoint, quarantined }) =>
      quarantined.map(({ byteOffset }) => [cleanText(checkpoint?.path ?? '', longestPath), byteOffset]),
    ),
  );
  await transaction.runMany(
    `DELETE FROM quarantine WHERE path = ?1 AND byte_offset < ?2
       AND byte_offset >= (SELECT byte_offset FROM source_file WHERE path = ?1)
       AND (path, byte_offset) NOT IN (SELECT value ->> 0, value ->> 1 FROM json_each(?3))`,
    batches.flatMap(({ checkpoint }): SqlRow[] =>
      checkpoint === undefined ? [] : [[cleanText(checkpoint.path, longestPath), checkpoint.byteOffset, bad]],
    ),
  );
}

/** @returns how many lines were not in quarantine before */
export async function writeQuarantine(
  transaction: SqlTransaction,
  batches: readonly CollectedBatch[],
  seenAtMs: number,
): Promise<number> {
  const rows = batches.flatMap(({ checkpoint, quarantined }) => {
    if (checkpoint === undefined) return [];
    const path = cleanText(checkpoint.path, longestPath);
    const source = cleanText(checkpoint.source);
    return quarantined.map(({ byteOffset, byteLength, lineNumber, reason }): SqlRow => {
      const cause = cleanText(reason, longestReason);
      return [path, byteOffset, byteLength, lineNumber, source, cause, seenAtMs];
    });
  });
  if (rows.length === 0) return 0;
  return transaction.runMany(
    `INSERT INTO quarantine (path, byte_offset, byte_length, line_number, source, reason, seen_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    rows,
  );
}

/** The last word on a file, even when it says less than before: the file began anew. */
export async function writeCheckpoints(
  transaction: SqlTransaction,
  checkpoints: readonly FileCheckpoint[],
): Promise<void> {
  if (checkpoints.length === 0) return;
  await transaction.runMany(
    `INSERT INTO source_file (source, path, device, inode, fingerprint, fingerprint_bytes, size_bytes, modified_at_ms,
       byte_offset, line_number, parser_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET source = excluded.source, device = excluded.device, inode = excluded.inode,
       fingerprint = excluded.fingerprint, fingerprint_bytes = excluded.fingerprint_bytes,
       size_bytes = excluded.size_bytes, modified_at_ms = excluded.modified_at_ms, byte_offset = excluded.byte_offset,
       line_number = excluded.line_number, parser_state = excluded.parser_state`,
    checkpoints.map((file): SqlRow => [
      cleanText(file.source),
      cleanText(file.path, longestPath),
      file.device,
      file.inode,
      file.fingerprint,
      file.fingerprintBytes,
      file.sizeBytes,
      // File systems keep fractions of a millisecond.
      Math.trunc(file.modifiedAtMs),
      file.byteOffset,
      file.lineNumber,
      file.parserState,
    ]),
  );
}
