import { readFile } from 'node:fs/promises';
import { SkillsError, type SkillInvocation } from '@skills/schema';
import { batchOfInvocations, type IngestPort } from './ingest-port.ts';
import { parseMetricsJson } from './metrics-json.ts';
import { toInvocationOfRecord } from './metrics-record.ts';

export type JsonImport = {
  readonly totalInJson: number;
  /** Calls that were not in the log before. */
  readonly imported: number;
  /** Calls that were in the log already. */
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
  const times = new Map<string, number>();
  records.forEach((record, index) => {
    try {
      const invocation = toInvocationOfRecord(record);
      // Exact repeats are calls of their own, numbered in the order of the file, as collecting it numbers them.
      const time = (times.get(invocation.callId) ?? 0) + 1;
      times.set(invocation.callId, time);
      invocations.push(time === 1 ? invocation : { ...invocation, callId: `${invocation.callId}#${time}` });
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
