import { readFileSync, statSync } from 'node:fs';
import type {
  CollectedBatch,
  FileCheckpoint,
  InvocationCompletion,
  MessageUsage,
  ProjectSighting,
  QuarantinedLine,
  SessionSighting,
  SkillInvocation,
  SkillOffer,
} from '@skills/schema';

type Line = {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly lineNumber: number;
  readonly byteOffset: number;
};

/** The batch that collectors fill, as far as a contract needs it. */
export type ContractBatch = {
  addInvocation(invocation: SkillInvocation): void;
  addCompletion(completion: InvocationCompletion): void;
  addUsage(usage: MessageUsage): void;
  addOffer(offer: SkillOffer): void;
  addSession(sighting: SessionSighting): void;
  addProject(sighting: ProjectSighting): void;
  quarantine(line: Line, reason: string): void;
  take(checkpoint?: FileCheckpoint): CollectedBatch;
};

type SourceFile = { readonly path: string; readonly sizeBytes: number; readonly modifiedAtMs: number };

type Discovering = {
  readonly source: string;
  discover(
    environment: { readonly variables: Readonly<Record<string, string | undefined>>; readonly homeDirectory: string },
    from?: string,
  ): {
    readonly places: readonly string[];
    readonly files: readonly string[];
    readonly errors: readonly { readonly file: string; readonly reason: string }[];
  };
};

/** A collector of `@skills/collectors`, by its shape: this package cannot import that one. */
export type ContractCollector<B> =
  | (Discovering & {
      readonly form: 'lines';
      open(
        file: SourceFile,
        parserState: string | null,
      ): { readLine(line: Line, batch: B): boolean; state(): string | null };
    })
  | (Discovering & { readonly form: 'whole-file'; read(file: SourceFile, batch: B): Iterable<void> });

/** How far a file was read. */
export type ContractCheckpoint = {
  readonly byteOffset: number;
  readonly lineNumber: number;
  readonly parserState: string | null;
};

const newline = 0x0a;

/**
 * Reads one file as simply as can be: lines up to the last newline, from the checkpoint on. A line without a newline at
 * the end of a file that is whole counts, as it would for a reader that waited long enough.
 *
 * @param file.bytes - read instead of the file's own, as if the file had not grown further
 */
export function collectFile<B extends ContractBatch>(
  collector: ContractCollector<B>,
  newBatch: () => B,
  file: {
    readonly path: string;
    readonly bytes?: Buffer | undefined;
    readonly checkpoint?: ContractCheckpoint | undefined;
  },
): { readonly batch: CollectedBatch; readonly checkpoint?: ContractCheckpoint | undefined } {
  const stats = statSync(file.path);
  const source = { path: file.path, sizeBytes: file.bytes?.length ?? stats.size, modifiedAtMs: stats.mtimeMs };
  const batch = newBatch();
  if (collector.form === 'whole-file') {
    for (const _ of collector.read(source, batch));
    return { batch: batch.take() };
  }
  const bytes = file.bytes ?? readFileSync(file.path);
  const parser = collector.open(source, file.checkpoint?.parserState ?? null);
  const isWhole = file.bytes === undefined || bytes.length >= stats.size;
  let start = file.checkpoint?.byteOffset ?? 0;
  let lineNumber = file.checkpoint?.lineNumber ?? 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start);
    if (found === -1 && !isWhole) break;
    const end = found === -1 ? bytes.length : found;
    lineNumber += 1;
    // A byte order mark is the reader's to remove.
    const skipped = start === 0 && bytes.subarray(0, 3).equals(byteOrderMark) ? byteOrderMark.length : 0;
    parser.readLine({ bytes, start: start + skipped, end, lineNumber, byteOffset: start + skipped }, batch);
    start = Math.min(end + 1, bytes.length);
  }
  return { batch: batch.take(), checkpoint: { byteOffset: start, lineNumber, parserState: parser.state() } };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** What the log would hold after these files, in a fixed order. */
export function collectFiles<B extends ContractBatch>(
  collector: ContractCollector<B>,
  newBatch: () => B,
  paths: readonly string[],
): CollectedBatch {
  return mergedBatches(
    newBatch,
    paths.map((path) => collectFile(collector, newBatch, { path }).batch),
  );
}

/** Batches as one, merged as the log merges them. */
export function mergedBatches(newBatch: () => ContractBatch, batches: readonly CollectedBatch[]): CollectedBatch {
  const log = newBatch();
  for (const batch of batches) {
    for (const invocation of batch.invocations) log.addInvocation(invocation);
    for (const completion of batch.completions) log.addCompletion(completion);
    for (const usage of batch.usages) log.addUsage(usage);
    for (const offer of batch.offers) log.addOffer(offer);
    for (const session of batch.sessions) log.addSession(session);
    for (const project of batch.projects) log.addProject(project);
  }
  const merged = log.take();
  return {
    invocations: byKey(merged.invocations, (invocation) => invocation.callId),
    completions: byKey(merged.completions, (completion) => completion.callId),
    usages: byKey(merged.usages, (usage) => usage.messageId),
    offers: byKey(merged.offers, (offer) => `${offer.sessionId}\n${offer.skillName}`),
    sessions: byKey(merged.sessions, (session) => session.sessionId),
    projects: byKey(merged.projects, (project) => project.projectId),
    quarantined: distinctPlaces(batches.flatMap((batch) => batch.quarantined)),
  };
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function distinctPlaces(lines: readonly QuarantinedLine[]): readonly QuarantinedLine[] {
  return [...new Map(lines.map((line) => [line.byteOffset, line])).values()];
}
