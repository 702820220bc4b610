import { textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { catalogPage } from '../pages/catalog-page.ts';
import { askedWindows, limitOption } from './report-options.ts';

const defaultLimit = 20;

/** `skills catalog` */
export const catalog: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const from = textOption(options, 'from');
  const limit = limitOption(options, defaultLimit);
  const { dayWindow } = askedWindows(options, nowMs());
  const library = await compose.skillLibrary('keep');
  const scan = await library.scan({ from });
  // A folder that is looked at by the way is not what is installed here.
  if (from === undefined) await scan.keep();
  const result = await scan.report(dayWindow);
  await output.result(result, (page) => catalogPage(result, page, limit));
  return exitCodes.done;
};
