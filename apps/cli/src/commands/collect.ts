import { existsSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import type { CollectResult } from '@skills/schema';
import { flagOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { Collecting, CollectRequest } from '@skills/composition';
import { collectPage, collectExitCode, collectProblems } from '../pages/collect-page.ts';
import { waitFor } from '../wait-for.ts';

// How soon a new line shows up; a look at 2,000 unchanged files takes a fraction of it.
const watchIntervalMs = 2000;

/** `skills collect [SOURCE…]` */
export const collect: RunCommand = async ({ arguments: sources, options }, context) => {
  const { compose, output, signal } = context;
  const from = textOption(options, 'from');
  const project = textOption(options, 'project');
  const dryRun = flagOption(options, 'dryRun');
  const isWatching = flagOption(options, 'watch');
  if (isWatching && dryRun) throw new SkillsError('invalid-usage', '--watch and --dry-run contradict each other');
  if (from !== undefined && !existsSync(from)) {
    throw new SkillsError('not-found', `--from ${from}: there is no such file or folder`);
  }
  const collecting = await compose.collecting({ dryRun });
  const request: CollectRequest = { sources, from, project, dryRun, signal, progress: output.progress };
  const first = await collecting.collect(request);
  report(first, context);
  const result = isWatching ? await watch(collecting, { request, first, context }) : first;
  const searched = from === undefined ? [...collecting.searchedPlaces()] : undefined;
  await output.result(result, (page) => collectPage(result, { ...page, dryRun, searched }));
  return collectExitCode(result);
};

type Watch = { readonly request: CollectRequest; readonly first: CollectResult; readonly context: CommandContext };

/** Collects again and again until interrupted; everything together. */
async function watch(collecting: Collecting, { request, first, context }: Watch): Promise<CollectResult> {
  const { output, signal } = context;
  output.note('watching; ^C ends');
  let total = first;
  while (await waitFor(watchIntervalMs, signal)) {
    // oxlint-disable-next-line no-await-in-loop -- one round after the other
    const round = await collecting.collect(request);
    if (round.inserted > 0) output.note(`${round.inserted} new calls`);
    report(round, context);
    total = added(total, round);
  }
  return total;
}

function report(result: CollectResult, { output }: CommandContext): void {
  for (const problem of collectProblems(result)) output.problem(problem);
}

function added(total: CollectResult, round: CollectResult): CollectResult {
  const earlier = new Map(total.sources.map((source) => [source.source, source]));
  return {
    sources: round.sources.map((source) => {
      const before = earlier.get(source.source);
      if (before === undefined) return source;
      return {
        source: source.source,
        files: source.files,
        filesUnchanged: source.filesUnchanged,
        bytes: before.bytes + source.bytes,
        lines: before.lines + source.lines,
        events: before.events + source.events,
        duplicates: before.duplicates + source.duplicates,
        quarantined: before.quarantined + source.quarantined,
        errors: [...before.errors, ...source.errors].slice(-1000),
      };
    }),
    inserted: total.inserted + round.inserted,
    duplicates: total.duplicates + round.duplicates,
    quarantined: total.quarantined + round.quarantined,
    durationSeconds: total.durationSeconds + round.durationSeconds,
  };
}
