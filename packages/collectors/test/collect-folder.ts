import { type CollectOptions, type SourceResult, claudeCodeCollector, collectSource } from '@skills/collectors';
import type { CollectedLog } from './collected-log.ts';
import { TranscriptLines } from './transcript-lines.ts';

export const emptyEnvironment = { variables: {}, homeDirectory: '/nowhere' };

/** Collects a folder of transcripts into a log. */
export function collectFolder(
  folder: string,
  log: CollectedLog,
  options: Partial<CollectOptions> = {},
): Promise<SourceResult> {
  return collectSource({
    collector: claudeCodeCollector,
    discovery: claudeCodeCollector.discover(emptyEnvironment, folder),
    checkpoints: log.checkpoints,
    sink: log,
    now: Date.now,
    ...options,
  });
}

/** Lines of `count` calls with their results, ids from `from` on. */
export function calls(count: number, from = 0): readonly string[] {
  const lines = new TranscriptLines();
  for (let index = from; index < from + count; index += 1)
    lines.call(`toolu_${index}`, 'Read').result(`toolu_${index}`);
  return lines.lines;
}

export function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
