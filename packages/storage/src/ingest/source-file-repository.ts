import type { FileCheckpoint, QuarantinedLine } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableText, toNumber, toText } from '../read/cell.ts';

export type SourceFileRepositoryDependencies = { readonly engine: SqlReader };

export type QuarantinedFileLine = QuarantinedLine & {
  readonly path: string;
  readonly source: string;
  /** UTC epoch milliseconds of the first time it was found. */
  readonly seenAtMs: number;
};

export type SourceCounts = { readonly source: string; readonly files: number; readonly quarantinedLines: number };

/** What has been read of which file. Paths never leave the machine. */
export class SourceFileRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: SourceFileRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Checkpoints of every file of a source in one query: a run over unchanged files asks nothing else. */
  async checkpoints(source: string): Promise<readonly FileCheckpoint[]> {
    const rows = await this.#engine.all(
      `SELECT source, path, device, inode, fingerprint, fingerprint_bytes, size_bytes, modified_at_ms, byte_offset,
         line_number, parser_state FROM source_file WHERE source = ?1`,
      [source],
    );
    return rows.map((row) => ({
      source: toText(row[0]),
      path: toText(row[1]),
      device: toText(row[2]),
      inode: toText(row[3]),
      fingerprint: toText(row[4]),
      fingerprintBytes: toNumber(row[5]),
      sizeBytes: toNumber(row[6]),
      modifiedAtMs: toNumber(row[7]),
      byteOffset: toNumber(row[8]),
      lineNumber: toNumber(row[9]),
      parserState: toNullableText(row[10]),
    }));
  }

  /** Lines that could not be read, the latest found first. */
  async quarantine({ limit }: { readonly limit: number }): Promise<readonly QuarantinedFileLine[]> {
    const rows = await this.#engine.all(
      `SELECT path, source, line_number, byte_offset, byte_length, reason, seen_at_ms FROM quarantine
       ORDER BY seen_at_ms DESC, path, byte_offset LIMIT ?1`,
      [limit],
    );
    return rows.map((row) => ({
      path: toText(row[0]),
      source: toText(row[1]),
      lineNumber: toNumber(row[2]),
      byteOffset: toNumber(row[3]),
      byteLength: toNumber(row[4]),
      reason: toText(row[5]),
      seenAtMs: toNumber(row[6]),
    }));
  }

  /** Files read and lines in quarantine, by source. */
  async counts(): Promise<readonly SourceCounts[]> {
    const rows = await this.#engine.all(
      `SELECT source, sum(files), sum(lines) FROM (
         SELECT source, count(*) AS files, 0 AS lines FROM source_file GROUP BY source
         UNION ALL SELECT source, 0, count(*) FROM quarantine GROUP BY source
       ) GROUP BY source ORDER BY source`,
    );
    return rows.map((row) => ({
      source: toText(row[0]),
      files: toNumber(row[1]),
      quarantinedLines: toNumber(row[2]),
    }));
  }
}
