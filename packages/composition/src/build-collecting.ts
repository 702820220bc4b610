import { existsSync } from 'node:fs';
import { builtInCollectors, collectSource, folderChanges, limitMemoryGrowth, ScanThread } from '@skills/collectors';
import type { Collector, CollectorEnvironment, FileError, SourceResult } from '@skills/collectors';
import type { CollectedSource, CollectError } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import type { EventIngest, SourceFileRepository } from '@skills/storage';
import type { Collecting, CollectRequest } from './composition.ts';
import { formatBytes, formatCount } from '@skills/text';

export type OpenLog = {
  readonly log: Pick<EventIngest, 'ingestAll'>;
  readonly files: Pick<SourceFileRepository, 'checkpoints'>;
};

export type CollectingParts = {
  readonly open: () => Promise<OpenLog>;
  readonly environment: CollectorEnvironment;
  /** Told the id that a person chose for a project, which stays as it is. */
  readonly keepProjectId: (projectId: string) => void;
  /** Given when there is no database yet, so that nothing was read before. Ended after the first collect. */
  readonly thread?: ScanThread | undefined;
};

/** A thread for the first collect, which reads everything: it reads while the database is made. */
export function firstScanThread(databasePath: string | undefined): ScanThread | undefined {
  return databasePath === undefined || existsSync(databasePath) ? undefined : new ScanThread();
}

/** Reading the sources of this machine into a log. */
export function buildCollecting(parts: CollectingParts): Collecting {
  const { environment } = parts;
  let { thread } = parts;
  let opened: Promise<OpenLog> | undefined;
  const open = (): Promise<OpenLog> => (opened ??= parts.open());
  limitMemoryGrowth();
  return {
    searchedPlaces: () =>
      builtInCollectors.flatMap((collector) => {
        const { places, files } = collector.discover(environment);
        return places.map((path) => ({
          source: collector.source,
          path,
          found: files.some((file) => file.startsWith(path)),
        }));
      }),
    changes(signal) {
      const places = builtInCollectors.flatMap((collector) => collector.discover(environment).places);
      return folderChanges(places, { signal });
    },
    async collect(request) {
      const began = performance.now();
      if (request.project !== undefined) parts.keepProjectId(request.project);
      const sources: CollectedSource[] = [];
      try {
        for (const collector of chosen(request.sources)) {
          if (request.signal.aborted) break;
          // oxlint-disable-next-line no-await-in-loop -- one source after the other: they share one writer
          sources.push(await collectOne(collector, { environment, open, thread }, request));
        }
        // There is a database even when there was nothing to put into it.
        if (!request.dryRun) await open();
      } finally {
        // A thread that is left keeps the process alive.
        await thread?.[Symbol.asyncDispose]();
        thread = undefined;
        request.progress.end();
      }
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
  if (names.length === 0) return builtInCollectors;
  return names.map((name) => {
    const collector = builtInCollectors.find(({ source }) => source === name);
    if (collector !== undefined) return collector;
    const known = builtInCollectors.map(({ source }) => source).join(', ');
    throw new SkillsError('invalid-usage', `collect ${name}: no such source; known: ${known}`);
  });
}

async function collectOne(
  collector: Collector,
  { open, environment, thread }: Pick<CollectingParts, 'open' | 'environment' | 'thread'>,
  { from, project, dryRun, signal, progress }: CollectRequest,
): Promise<CollectedSource> {
  const result = await collectSource({
    collector,
    discovery: collector.discover(environment, from),
    checkpoints: thread === undefined ? await (await open()).files.checkpoints(collector.source) : [],
    sink: dryRun ? undefined : { ingestAll: async (batches) => (await open()).log.ingestAll(batches) },
    projectId: project,
    thread,
    // The age of a file, which tells whether it is still being written, is a matter of the real clock.
    now: Date.now,
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
  return toCollectedSource(result);
}

function toCollectedSource(result: SourceResult): CollectedSource {
  const { source, files, filesUnchanged, bytes, lines, events, duplicates, quarantined, errors, badLines } = result;
  return {
    source,
    files,
    filesUnchanged,
    bytes,
    lines,
    events,
    duplicates,
    quarantined,
    errors: [...errors, ...badLines].map(toCollectError),
  };
}

function toCollectError({ file, line, reason }: FileError): CollectError {
  return line === undefined ? { file, reason } : { file, line, reason };
}

function sum(sources: readonly CollectedSource[], value: (source: CollectedSource) => number): number {
  return sources.reduce((total, source) => total + value(source), 0);
}
