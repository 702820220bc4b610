import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { funnelPage } from '../pages/funnel-page.ts';
import { askedWindows, limitOption } from './report-options.ts';

const usualRows = 20;

/** `skills funnel` */
export const funnel: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const { window } = askedWindows(options, nowMs());
  const limit = limitOption(options, usualRows);
  const reports = await compose.reports();
  const result = await reports.funnel.funnel(window, { limit });
  await output.result(result, (page) => funnelPage(result, page));
  return exitCodes.done;
};
