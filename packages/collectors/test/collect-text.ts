import type { LineCollector } from '@skills/collectors';
import { BatchBuilder } from '@skills/collectors';
import type { CollectedBatch } from '@skills/schema';

/** What a collector finds in the text of one file, read in one go. */
export function collectText(
  collector: LineCollector,
  text: string | Buffer,
  { path = '/projects/p/session-1.jsonl', nowMs }: { readonly path?: string; readonly nowMs?: number } = {},
): CollectedBatch {
  const bytes = Buffer.from(text);
  const batch = new BatchBuilder({ nowMs });
  const parser = collector.open({ path, sizeBytes: bytes.length, modifiedAtMs: 0 }, null);
  let start = 0;
  for (let lineNumber = 1; start < bytes.length; lineNumber += 1) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    parser.readLine({ bytes, start, end, lineNumber, byteOffset: start }, batch);
    start = end + 1;
  }
  return batch.take();
}
