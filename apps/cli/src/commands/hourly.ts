import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { hourlyPage } from '../pages/hourly-page.ts';
import { askedWindows, kindOption } from './report-options.ts';

/** `skills hourly [SKILL]` */
export const hourly: RunCommand = async ({ arguments: [skillName], options }, { compose, nowMs, output }) => {
  const kind = kindOption(options);
  const { hourWindow } = askedWindows(options, nowMs());
  const reports = await compose.reports();
  const result = await reports.hourly.hourly(hourWindow, { skillName, kind });
  await output.result(result, (page) => hourlyPage(result, page));
  return exitCodes.done;
};
