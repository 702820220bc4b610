import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { topPage } from '../pages/top-page.ts';
import { askedWindows, kindOption, limitOption, projectOption } from './report-options.ts';

const defaultLimit = 20;

/** `skills top` */
export const top: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const kind = kindOption(options);
  const limit = limitOption(options, defaultLimit);
  askedWindows(options, nowMs());
  const reports = await compose.reports();
  const projectId = await projectOption(options, reports);
  const { window } = askedWindows(options, nowMs(), projectId);
  const result = await reports.ranking.top(window, { kind, projectId, limit });
  await output.result(result, (page) => topPage(result, page));
  return exitCodes.done;
};
