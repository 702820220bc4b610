import { snapWindow } from '@skills/storage';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { costsPage } from '../pages/costs-page.ts';
import { askedWindows, projectOption } from './report-options.ts';

const dayMs = 86_400_000;

/** `skills costs` */
export const costs: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const { dayWindow } = askedWindows(options, nowMs());
  const lastDay = snapWindow({ sinceMs: nowMs() - dayMs, untilMs: nowMs() + 1, bucket: 'day' });
  const reports = await compose.reports();
  const projectId = await projectOption(options, reports);
  const result = await reports.costs.costs({ window: dayWindow, lastDay, projectId });
  await output.result(result, (page) => costsPage(result, page));
  return exitCodes.done;
};
