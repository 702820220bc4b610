import { textOption } from '../arguments/option-values.ts';
import type { CommandInput, RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { checkpointPage, endPage, startInsightPage } from '../pages/insights-page.ts';
import { projectIdOption } from './workflow-runs.ts';

/** `skills insights start` */
export const insightsStart: RunCommand = async (input, context) => {
  const { insights, question } = await asked(input, context);
  const result = await insights.start(question);
  await context.output.result(result, (page) => startInsightPage(result, page));
  return exitCodes.done;
};

/** `skills insights checkpoint` */
export const insightsCheckpoint: RunCommand = async (input, context) => {
  const { insights, question } = await asked(input, context);
  const result = await insights.checkpoint(question);
  await context.output.result(result, (page) => checkpointPage(result, page));
  return exitCodes.done;
};

/** `skills insights end` */
export const insightsEnd: RunCommand = async (input, context) => {
  const { insights, question } = await asked(input, context);
  const result = await insights.end(question);
  await context.output.result(result, (page) => endPage(result, page));
  return exitCodes.done;
};

async function asked({ options }: CommandInput, { compose }: CommandContext) {
  const workflows = await compose.workflows('read');
  const projectId = await projectIdOption(options, workflows);
  return { insights: workflows.insights, question: { projectId, sessionId: textOption(options, 'session') } };
}
