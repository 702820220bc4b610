import { claudeCodeCollector, codexCollector, collectSource, sessionBuddyCollector } from '@skills/collectors';
import type { BatchSink, Collector, CollectorEnvironment, SourceResult } from '@skills/collectors';
import type { CollectedSource, CollectError, IngestCounts } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import type { EventIngest, SourceFileRepository } from '@skills/storage';
import type { Collecting, CollectRequest } from '../composition.ts';
import { formatBytes, formatCount } from '../terminal/human-format.ts';

const collectors: readonly Collector[] = [claudeCodeCollector, codexCollector, sessionBuddyCollector];
// Enough to see what is wrong; the quarantine has every line.
const mostErrors = 1000;

export type CollectingParts = {
  readonly log: Pick<EventIngest, 'ingest'>;
  readonly files: Pick<SourceFileRepository, 'checkpoints'>;
  readonly environment: CollectorEnvironment;
  readonly nowMs: () => number;
};

/** Reading the sources of this machine into a log. */
export function buildCollecting(parts: CollectingParts): Collecting {
  const { environment } = parts;
  return {
    searchedPlaces: () =>
      collectors.flatMap((collector) => {
        const { places, files } = collector.discover(environment);
        return places.map((path) => ({
          source: collector.source,
          path,
          found: files.some((file) => file.startsWith(path)),
        }));
      }),
    async collect(request) {
      const began = performance.now();
      const sources: CollectedSource[] = [];
      for (const collector of chosen(request.sources)) {
        if (request.signal.aborted) break;
        // oxlint-disable-next-line no-await-in-loop -- one source after the other: they share one writer
        sources.push(await collectOne(collector, parts, request));
      }
      request.progress.end();
      return {
        sources,
        inserted: sum(sources, ({ events }) => events),
        duplicates: sum(sources, ({ duplicates }) => duplicates),
        quarantined: sum(sources, ({ quarantined }) => quarantined),
        durationSeconds: (performance.now() - began) / 1000,
      };
    },
  };
}

function chosen(names: readonly string[]): readonly Collector[] {
  if (names.length === 0) return collectors;
  return names.map((name) => {
    const collector = collectors.find(({ source }) => source === name);
    if (collector !== undefined) return collector;
    const known = collectors.map(({ source }) => source).join(', ');
    throw new SkillsError('invalid-usage', `collect ${name}: no such source; known: ${known}`);
  });
}

async function collectOne(
  collector: Collector,
  { log, files, environment, nowMs }: CollectingParts,
  { from, project, dryRun, signal, progress }: CollectRequest,
): Promise<CollectedSource> {
  const lines: CollectError[] = [];
  const result = await collectSource({
    collector,
    discovery: collector.discover(environment, from),
    checkpoints: await files.checkpoints(collector.source),
    sink: namingBadLines(dryRun ? countingSink : log, lines),
    projectId: project,
    now: nowMs,
    signal,
    onProgress: ({ source, files: total, filesDone, bytesDone }) => {
      progress.update({
        label: source,
        done: filesDone,
        total,
        detail: `${formatCount(filesDone)} of ${formatCount(total)} files, ${formatBytes(bytesDone)}`,
      });
    },
  });
  return toCollectedSource(result, lines);
}

/** Passes batches on and remembers which lines went into quarantine. */
function namingBadLines(sink: BatchSink, lines: CollectError[]): BatchSink {
  return {
    async ingest(batch) {
      const counts = await sink.ingest(batch);
      const room = counts.quarantined === 0 ? 0 : mostErrors - lines.length;
      const file = batch.checkpoint?.path ?? '';
      for (const { lineNumber, reason } of batch.quarantined.slice(0, room)) {
        lines.push({ file, line: lineNumber, reason });
      }
      return counts;
    },
  };
}

/** For a dry run. */
const countingSink: BatchSink = {
  ingest: (batch) =>
    Promise.resolve<IngestCounts>({
      inserted: batch.invocations.length,
      duplicates: 0,
      completed: 0,
      quarantined: batch.quarantined.length,
    }),
};

function toCollectedSource(result: SourceResult, lines: readonly CollectError[]): CollectedSource {
  const { source, files, filesUnchanged, bytes, events, duplicates, quarantined } = result;
  const errors = result.errors.map(({ file, line, reason }) =>
    line === undefined ? { file, reason } : { file, line, reason },
  );
  return {
    source,
    files,
    filesUnchanged,
    bytes,
    lines: result.lines,
    events,
    duplicates,
    quarantined,
    errors: [...errors, ...lines],
  };
}

function sum(sources: readonly CollectedSource[], value: (source: CollectedSource) => number): number {
  return sources.reduce((total, source) => total + value(source), 0);
}
