import { closeSync, readSync } from 'node:fs';
import type { BatchBuilder } from '../batch-builder.ts';
import { recordsOfLine } from '../records-of-line.ts';
import { completedRecord } from './call-record.ts';
import { CallWriter } from './call-writer.ts';
import { JsonRecordScanner } from './json-record-scanner.ts';
import type { ScannedRecord } from './json-record-scanner.ts';

const chunkBytes = 256 * 1024;

/**
 * Reads a `skill_metrics.json` (shapes A to E) from an open file, which it closes. The file may be larger than memory.
 * Yields after each piece of it.
 */
export function* readMetricsFile(descriptor: number, path: string, batch: BatchBuilder): Generator<void> {
  const scanner = new JsonRecordScanner();
  const writer = new CallWriter(path, batch);
  const chunk = Buffer.alloc(chunkBytes);
  try {
    let length = readSync(descriptor, chunk, 0, chunkBytes, null);
    while (length > 0) {
      for (const record of scanner.feed(chunk.subarray(0, length))) writeRecord(record, writer);
      yield;
      length = readSync(descriptor, chunk, 0, chunkBytes, null);
    }
    for (const record of scanner.end()) writeRecord(record, writer);
  } finally {
    closeSync(descriptor);
  }
}

function writeRecord(scanned: ScannedRecord, writer: CallWriter): void {
  if (scanned.problem !== undefined) {
    writer.reject(scanned, scanned.problem);
    return;
  }
  const { bytes, lineNumber, byteOffset, key } = scanned;
  const { records, problem } = recordsOfLine({ bytes, start: 0, end: bytes.length, lineNumber, byteOffset });
  const [record] = records;
  if (problem !== undefined || record === undefined) writer.reject(scanned, problem ?? 'not a JSON object');
  if (record !== undefined) writer.add(key === '' ? record : completedRecord(record, key), scanned);
}
