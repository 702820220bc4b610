import { snapWindow } from '@skills/storage';
import { textOption } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { costsPage } from '../pages/costs-page.ts';

/** `skills costs` */
export const costs: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const window = snapWindow({ ...windowOption(options, nowMs()), bucket: 'day' });
  const { analyzer, projectIdOf } = await compose.costs('read');
  const project = textOption(options, 'project');
  const projectId = project === undefined ? undefined : await projectIdOf(project);
  const result = await analyzer.costs({ window, nowMs: nowMs(), projectId });
  await output.result(result, (page) => costsPage(result, page));
  return exitCodes.done;
};
