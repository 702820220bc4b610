import { randomUUID } from 'node:crypto';
import { SkillsError, workflowStatuses } from '@skills/schema';
import { choiceOption, numberOption, textOption } from '../arguments/option-values.ts';
import { timestampOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { workflowRecordPage } from '../pages/workflow-runs-page.ts';
import { skillNamesOption } from './skill-names-option.ts';

const longestSeconds = 31_536_000;

/** `skills workflows record WORKFLOW` */
export const recordWorkflow: RunCommand = async ({ arguments: [workflowName = ''], options }, { compose, output }) => {
  const status = choiceOption(options, 'status', workflowStatuses) ?? 'completed';
  const durationSeconds = numberOption(options, 'duration', { least: 0, most: longestSeconds });
  const atMs = timestampOption(options, 'at');
  const skillsUsed = skillNamesOption(options);
  const id = textOption(options, 'id');
  if (workflowName === '' || id === '') {
    throw new SkillsError('invalid-usage', `${id === '' ? '--id' : 'the workflow'} needs a name`);
  }
  if (status === 'running' && durationSeconds !== undefined) {
    throw new SkillsError('invalid-usage', `--duration ${durationSeconds}: a run that is running has none yet`);
  }
  const { recording } = await compose.workflows('write');
  const start = {
    workflowId: id ?? randomUUID(),
    workflowName,
    skillsUsed,
    atMs,
    projectId: textOption(options, 'project'),
    sessionId: textOption(options, 'session'),
  };
  const ended = { workflowId: start.workflowId, status, skillsUsed, durationSeconds, atMs };
  const result =
    status === 'running' ? await recording.start(start) : await recording.finish(start, { ...ended, status });
  await output.result(result, (page) => workflowRecordPage(result, page));
  return exitCodes.done;
};
