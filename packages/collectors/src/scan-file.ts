import type { FileCheckpoint } from '@skills/schema';
import { BatchBuilder } from './batch-builder.ts';
import type { Collector, LineCollector, WholeFileCollector } from './collector.ts';
import { type LineBuffer, LineReader } from './line-reader.ts';
import { LineScan } from './line-scan.ts';
import { type ScannedBatch, batchRows } from './scanned-batch.ts';
import { SourceFileHandle } from './source-file-handle.ts';

export type ScanOptions = {
  /** Wins over the project that the source names. */
  readonly projectId?: string | undefined;
  /** UTC epoch milliseconds. */
  readonly nowMs: number;
  readonly buffer: LineBuffer;
};

/**
 * Reads what is new in one file.
 *
 * @param before - checkpoint of an earlier read, of this path or of the path the file had before it was renamed
 * @throws what opening and reading throw; batches handed over before hold
 */
export function* scanFile(
  source: { readonly collector: Collector; readonly path: string; readonly before: FileCheckpoint | undefined },
  options: ScanOptions,
): Generator<ScannedBatch, void> {
  using handle = new SourceFileHandle(source.path);
  const { collector, before } = source;
  if (collector.form === 'whole-file') yield* scanWholeFile(collector, handle, options);
  else yield* scanLines({ collector, handle, before }, options);
}

function* scanLines(
  source: { collector: LineCollector; handle: SourceFileHandle; before: FileCheckpoint | undefined },
  options: ScanOptions,
): Generator<ScannedBatch, void> {
  const { collector, handle, before } = source;
  // What does not continue the checkpoint is read from the start: identities make the repetition harmless.
  const resumed = before !== undefined && handle.continues(before) ? before : undefined;
  const parser = collector.open(handle.file, resumed?.parserState ?? null);
  const start = { byteOffset: resumed?.byteOffset ?? 0, lineNumber: resumed?.lineNumber ?? 0 };
  const { descriptor, look } = handle;
  const reader = new LineReader({ descriptor, sizeBytes: look.sizeBytes, ...start }, options.buffer);
  const scan = new LineScan({ source: collector.source, handle, parser, reader }, options);
  for (let kind = reader.next(); kind !== undefined; kind = reader.next()) {
    scan.take(kind);
    if (scan.isFull) yield scan.takeBatch();
  }
  yield scan.takeBatch();
}

function* scanWholeFile(
  collector: WholeFileCollector,
  handle: SourceFileHandle,
  options: ScanOptions,
): Generator<ScannedBatch, void> {
  const builder = new BatchBuilder(options);
  const counts = { bytes: 0, lines: 0, skippedLines: 0, unfinishedLines: 0 };
  for (const _ of collector.read(handle.file, builder)) {
    if (builder.size < batchRows) continue;
    const { duplicates } = builder;
    yield { batch: builder.take(), duplicates, ...counts };
  }
  const { duplicates } = builder;
  const read = { byteOffset: handle.look.sizeBytes, lineNumber: 0, parserState: null };
  const batch = builder.take(handle.checkpoint(collector.source, read));
  yield { batch, duplicates, ...counts, bytes: handle.look.sizeBytes };
}
