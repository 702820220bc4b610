import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  claudeCodeCollector,
  claudeProjectFolders,
  codexCollector,
  collectSource,
  rolloutsOfFolder,
  sessionBuddyCollector,
} from '@skills/collectors';
import type { Collector, CollectorEnvironment, Discovery, FileError, SourceResult } from '@skills/collectors';
import type { FileCheckpoint } from '@skills/schema';
import type { ProjectSource } from '@skills/services';
import type { ProjectParts } from './build-projects.ts';

const metricsFolders = ['.session-buddy', '.crackerjack'];

type Place = {
  readonly collector: Collector;
  readonly discovery: Discovery;
  /** Wins over what the files say. */
  readonly projectId: string | undefined;
  /** Whole files are small and read anew every time, so that what is known can be counted. */
  readonly isReadWhole: boolean;
};

/**
 * Reads the files of session-buddy and crackerjack in a project, and what Claude Code and Codex wrote about it, into the
 * log.
 */
export function projectSource({ log, environment, homeDirectory, engine }: ProjectParts): ProjectSource {
  const collectorEnvironment = { variables: environment, homeDirectory };
  return {
    async collect({ path, projectId }) {
      const results: SourceResult[] = [];
      for (const { collector, discovery, isReadWhole, ...place } of placesOf(
        { path, projectId },
        collectorEnvironment,
      )) {
        const { sourceFiles } = await import('./source-files.ts');
        const checkpoints: readonly FileCheckpoint[] = isReadWhole
          ? []
          : // oxlint-disable-next-line no-await-in-loop -- one source after the other: they share one writer
            await sourceFiles(engine).checkpoints(collector.source);
        results.push(
          // oxlint-disable-next-line no-await-in-loop -- the same
          await collectSource({
            collector,
            discovery,
            checkpoints,
            sink: { ingestAll: async (batches) => (await log()).ingestAll(batches) },
            projectId: place.projectId,
            // The age of a file, which tells whether it is still being written, is a matter of the real clock.
            now: Date.now,
          }),
        );
      }
      return {
        files: sum(results, ({ files }) => files),
        collected: sum(results, ({ events }) => events),
        duplicates: sum(results, ({ duplicates }) => duplicates),
        problems: results.flatMap(({ errors, badLines }) => [...errors, ...badLines].map(problemText)),
      };
    },
  };
}

function placesOf(
  { path, projectId }: { readonly path: string; readonly projectId: string },
  environment: CollectorEnvironment,
): readonly Place[] {
  const metrics = existing(metricsFolders.map((name) => join(path, name))).map((folder) => ({
    collector: sessionBuddyCollector,
    discovery: sessionBuddyCollector.discover(environment, folder),
    projectId,
    isReadWhole: true,
  }));
  // Two paths may have one such folder: the transcripts themselves say which project they are of.
  const named = path.replaceAll(/[^a-zA-Z0-9]/g, '-');
  const transcripts = existing(claudeProjectFolders(environment).map((folder) => join(folder, named))).map(
    (folder) => ({
      collector: claudeCodeCollector,
      discovery: claudeCodeCollector.discover(environment, folder),
      projectId: undefined,
      isReadWhole: false,
    }),
  );
  const rollouts = rolloutsOfFolder(environment, path);
  const codex = { collector: codexCollector, discovery: rollouts, projectId: undefined, isReadWhole: false };
  return [...metrics, ...transcripts, ...(rollouts.files.length === 0 ? [] : [codex])];
}

function existing(folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => existsSync(folder));
}

function problemText({ file, line, reason }: FileError): string {
  return line === undefined ? `${file}: ${reason}` : `${file}:${line}: ${reason}`;
}

function sum(results: readonly SourceResult[], value: (result: SourceResult) => number): number {
  return results.reduce((total, result) => total + value(result), 0);
}
