import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { pipelinePage } from '../pages/pipeline-page.ts';
import { limitOption } from './report-options.ts';

const usualRows = 20;

/** `skills pipeline` */
export const pipeline: RunCommand = async ({ options }, { compose, output }) => {
  const limit = limitOption(options, usualRows);
  const { engine } = await compose.executions('read');
  const result = await engine.getTaskPipeline();
  await output.result(result, (page) => pipelinePage(result, limit, page));
  return exitCodes.done;
};
