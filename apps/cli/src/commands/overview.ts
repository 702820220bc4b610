import type { OverviewResult } from '@skills/schema';
import type { Reports } from '@skills/composition';
import type { OptionValues } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { overviewPage } from '../pages/overview-page.ts';
import { askedWindows, limitOption } from './report-options.ts';

const usualRows = 10;

/** `skills overview` */
export const overview: RunCommand = async ({ options }, context) => {
  askedWindows(options, context.nowMs());
  limitOption(options, usualRows);
  const result = await overviewOf(await context.compose.reports(), options, context);
  await context.output.result(result, (page) => overviewPage(result, page));
  return exitCodes.done;
};

/** The page for the window and the number of rows that are asked for. */
export function overviewOf(
  { overview: overviews, isSimulated }: Reports,
  options: OptionValues,
  { nowMs }: Pick<CommandContext, 'nowMs'>,
): Promise<OverviewResult> {
  return overviews.overview({
    ...askedWindows(options, nowMs()),
    limit: limitOption(options, usualRows),
    simulated: isSimulated,
  });
}
