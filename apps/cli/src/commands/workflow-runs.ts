import type { Workflows } from '@skills/composition';
import { workflowStatuses } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { workflowListPage } from '../pages/workflow-runs-page.ts';
import { workflowShowPage } from '../pages/workflow-show-page.ts';
import { workflowSuggestPage } from '../pages/workflow-suggest-page.ts';
import { askedWindows, limitOption } from './report-options.ts';
import { skillNamesOption } from './skill-names-option.ts';

const defaultListLimit = 20;
const defaultShowLimit = 10;

/** `skills workflows list` */
export const listWorkflows: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const asked = {
    window: askedWindows(options, nowMs()).window,
    limit: limitOption(options, defaultListLimit),
    workflowName: textOption(options, 'workflow'),
    status: choiceOption(options, 'status', workflowStatuses),
  };
  const workflows = await compose.workflows('keep');
  const projectId = await projectIdOption(options, workflows);
  const result = await workflows.executions.list({ ...asked, projectId });
  await output.result(result, (page) => workflowListPage(result, page));
  return exitCodes.done;
};

/** `skills workflows show WORKFLOW` */
export const showWorkflow: RunCommand = async (
  { arguments: [workflowName = ''], options },
  { compose, nowMs, output },
) => {
  const { window } = askedWindows(options, nowMs());
  const limit = limitOption(options, defaultShowLimit);
  const workflows = await compose.workflows('keep');
  const projectId = await projectIdOption(options, workflows);
  const result = await workflows.executions.show({ window, limit, workflowName, projectId });
  await output.result(result, (page) => workflowShowPage(result, page));
  return exitCodes.done;
};

/** `skills workflows suggest WORKFLOW` */
export const suggestWorkflow: RunCommand = async (
  { arguments: [workflowName = ''], options },
  { compose, nowMs, output },
) => {
  const { window } = askedWindows(options, nowMs());
  const planned = skillNamesOption(options);
  const workflows = await compose.workflows('keep');
  const projectId = await projectIdOption(options, workflows);
  const result = await workflows.optimiser.suggest({ window, workflowName, planned, projectId });
  await output.result(result, (page) => workflowSuggestPage(result, page));
  return exitCodes.done;
};

export async function projectIdOption(options: OptionValues, workflows: Workflows): Promise<string | undefined> {
  const text = textOption(options, 'project');
  return text === undefined ? undefined : workflows.projectIdOf(text);
}
