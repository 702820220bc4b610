import type { CollectResult, OverviewResult, StartResult } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { Reports } from '@skills/composition';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import { collectProblems } from '../pages/collect-page.ts';
import { startPage } from '../pages/start-page.ts';
import { runDemo, seedOption } from './demo.ts';
import { askedWindows, limitOption } from './report-options.ts';

const overviewRows = 10;

/** `skills start`: the main job. */
export const start: RunCommand = async ({ options }, context) => {
  const { compose, nowMs, output, signal } = context;
  askedWindows(options, nowMs());
  limitOption(options, overviewRows);
  const seed = seedOption(options);
  const collecting = await compose.collecting();
  const searched = [...collecting.searchedPlaces()];
  const collected = await collecting.collect({ sources: [], dryRun: false, signal, progress: output.progress });
  for (const problem of collectProblems(collected)) output.problem(problem);
  const reports = await compose.reports();
  if (await reports.isEmpty()) {
    await using composition = await compose.forDemo();
    const limit = limitOption(options, overviewRows);
    const { overview, url } = await runDemo({ composition, scale: 'small', seed, limit }, context);
    const result: StartResult = { searched, collected: null, overview };
    await output.result(result, (page) => startPage(result, { ...page, demoUrl: url }));
    return exitCodes.done;
  }
  const result: StartResult = { searched, collected, overview: await overviewOf(reports, options, context) };
  await output.result(result, (page) => startPage(result, page));
  return startExitCode(collected);
};

/** Of the window asked for; of everything when none is asked for and the last 30 days are empty. */
async function overviewOf(
  reports: Reports,
  options: OptionValues,
  { nowMs, output }: CommandContext,
): Promise<OverviewResult> {
  const question = { limit: limitOption(options, overviewRows), simulated: reports.isSimulated };
  const overview = await reports.overview.overview({ ...askedWindows(options, nowMs()), ...question });
  const isAsked = options['since'] !== undefined || options['until'] !== undefined;
  if (isAsked || overview.totals.invocations > 0) return overview;
  output.note('nothing ran in the last 30 days; this is everything that was ever collected');
  return reports.overview.overview({ ...askedWindows({ since: 'all' }, nowMs()), ...question });
}

/** A line that could not be read is named and does not spoil the main job; a file that could not, makes it partial. */
function startExitCode({ sources }: CollectResult): ExitCode {
  const isWhole = sources.every(({ errors }) => errors.every(({ line }) => line !== undefined));
  return isWhole ? exitCodes.done : exitCodes.partial;
}
