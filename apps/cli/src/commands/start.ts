import type { CollectResult, OverviewResult, StartResult } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import type { Collecting, Reports } from '@skills/composition';
import type { ExitCode } from '../exit-code.ts';
import { exitCodes } from '../exit-code.ts';
import { liveServerOptions } from '../live/live-server-options.ts';
import type { LiveServerOptions } from '../live/open-live-server.ts';
import { stayUp } from '../live/stay-up.ts';
import { collectProblems } from '../pages/collect-page.ts';
import { startPage } from '../pages/start-page.ts';
import { runDemo, seedOption } from './demo.ts';
import { overviewOf } from './overview.ts';
import { askedWindows, limitOption } from './report-options.ts';

const overviewRows = 10;

/** `skills start`: the main job, after which it stays up with the dashboard. */
export const start: RunCommand = async ({ options }, context) => {
  const { compose, environment, nowMs, output, signal } = context;
  askedWindows(options, nowMs());
  limitOption(options, overviewRows);
  const seed = seedOption(options);
  // What is wanted is the overview; the dashboard takes the port that there is.
  const live = { ...liveServerOptions(options, environment), isPortFree: options['port'] === undefined };
  const collecting = await compose.collecting();
  const searched = [...collecting.searchedPlaces()];
  const collected = await collecting.collect({ sources: [], dryRun: false, signal, progress: output.progress });
  if (signal.aborted) return exitCodes.interrupted;
  for (const problem of collectProblems(collected)) output.problem(problem);
  const reports = await compose.reports();
  if (await reports.isEmpty()) {
    await using composition = await compose.forDemo();
    const limit = limitOption(options, overviewRows);
    const { overview, url } = await runDemo({ composition, scale: 'small', seed, limit }, context);
    const result: StartResult = { searched, collected: null, overview };
    await output.result(result, (page) => startPage(result, { ...page, demoUrl: url }));
    if (staysUp(options)) await showDashboard({ live, collecting }, { ...context, compose: composition });
    return exitCodes.done;
  }
  const result: StartResult = { searched, collected, overview: await startOverview(reports, options, context) };
  await output.result(result, (page) => startPage(result, page));
  if (staysUp(options)) await showDashboard({ live, collecting }, context);
  return startExitCode(collected);
};

/** A program that wants the result, and a clock that stands still, have no use for what is live. */
function staysUp({ once, json, now }: OptionValues): boolean {
  return once !== true && json !== true && now === undefined;
}

type Dashboard = { readonly live: LiveServerOptions; readonly collecting: Collecting };

async function showDashboard({ live, collecting }: Dashboard, context: CommandContext): Promise<void> {
  await stayUp(
    {
      live,
      metrics: undefined,
      collecting,
      onReady: (urls) =>
        context.output.ready(urls, `dashboard at ${urls.dashboard}, kept up to date; ^C ends, --once does not stay`),
    },
    context,
  );
}

/** Of the window asked for; of everything when none is asked for and the last 30 days are empty. */
async function startOverview(
  reports: Reports,
  options: OptionValues,
  context: CommandContext,
): Promise<OverviewResult> {
  const overview = await overviewOf(reports, options, context);
  const isAsked = options['since'] !== undefined || options['until'] !== undefined;
  if (isAsked || overview.totals.invocations > 0) return overview;
  context.output.note('nothing ran in the last 30 days; this is everything that was ever collected');
  return overviewOf(reports, { ...options, since: 'all' }, context);
}

/** A line that could not be read is named and does not spoil the main job; a file that could not, makes it partial. */
function startExitCode({ sources }: CollectResult): ExitCode {
  const isWhole = sources.every(({ errors }) => errors.every(({ line }) => line !== undefined));
  return isWhole ? exitCodes.done : exitCodes.partial;
}
