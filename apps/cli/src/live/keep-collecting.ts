import type { Collecting } from '@skills/composition';
import { collectProblems } from '../pages/collect-page.ts';
import type { Output } from '../output.ts';
import { silentProgress } from '../terminal/progress-line.ts';

/** Reads what assistants write as soon as they have written it, until aborted. A failure is told, and the next change tried. */
export async function keepCollecting(collecting: Collecting, output: Output, signal: AbortSignal): Promise<void> {
  const request = { sources: [], dryRun: false, signal, progress: silentProgress };
  const told = new Set<string>();
  for await (const _ of collecting.changes(signal)) {
    try {
      const result = await collecting.collect(request);
      // The same file is looked at again and again; what is wrong with it is told once.
      for (const problem of collectProblems(result)) {
        if (!told.has(problem)) output.problem(problem);
        told.add(problem);
      }
    } catch (error) {
      output.problem(`collecting: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
