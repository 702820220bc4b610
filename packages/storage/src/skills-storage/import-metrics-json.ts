import { readFile } from 'node:fs/promises';
import { SkillsError, type SkillInvocation } from '@skills/schema';
import { batchOfInvocations, type IngestPort } from './ingest-port.ts';
import { parseMetricsJson } from './metrics-json.ts';
import { toInvocationOfRecord } from './metrics-record.ts';

export type JsonImport = {
  readonly totalInJson: number;
  /** Calls that were not in the log before. */
  readonly imported: number;
  /** Calls that were there already, in the log or earlier in the file. */
  readonly skipped: number;
  /** Records that are no calls: place in the file from 0, and why. */
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
};

/**
 * Stores the calls of a predecessor's `skill_metrics.json`, all in one transaction; the file is only read.
 *
 * @throws {SkillsError} 'source-unreadable' | 'invalid-input', or as the engine does
 */
export async function importMetricsJson(ingest: IngestPort, path: string): Promise<JsonImport> {
  const records = parseMetricsJson(await readText(path));
  const invocations: SkillInvocation[] = [];
  const rejected: { readonly index: number; readonly reason: string }[] = [];
  records.forEach((record, index) => {
    try {
      invocations.push(toInvocationOfRecord(record));
    } catch (error) {
      if (!(error instanceof SkillsError)) throw error;
      rejected.push({ index, reason: error.message });
    }
  });
  const { inserted, duplicates } = await ingest.ingest(batchOfInvocations(invocations));
  return { totalInJson: records.length, imported: inserted, skipped: duplicates, rejected };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new SkillsError('source-unreadable', `cannot read ${path}`, { cause });
  }
}
