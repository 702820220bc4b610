import type { SequenceQuestion } from '@skills/services';
import type { OptionValues } from '../arguments/option-values.ts';
import { flagOption, integerOption, numberOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { nextPage } from '../pages/next-page.ts';
import { workflowsPage } from '../pages/workflows-page.ts';
import { askedWindows, kindOption, limitOption } from './report-options.ts';

const defaultNextLimit = 5;
const defaultWorkflowLimit = 20;
const secondsPerMinute = 60;
const minutesPerYear = 525_600;

/** `skills next SKILL…` */
export const next: RunCommand = async ({ arguments: skillNames, options }, { compose, nowMs, output }) => {
  const question = {
    skillNames,
    ...sequenceOptions(options, nowMs()),
    limit: limitOption(options, defaultNextLimit),
    evaluate: flagOption(options, 'evaluate'),
  };
  const { sequences } = await compose.patterns('read');
  const result = await sequences.next(question);
  await output.result(result, (page) => nextPage(result, page));
  return exitCodes.done;
};

/** `skills workflows` */
export const workflows: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const question = {
    ...sequenceOptions(options, nowMs()),
    limit: limitOption(options, defaultWorkflowLimit),
    minSessions: integerOption(options, 'minSessions', { least: 1, most: 1_000_000_000 }),
  };
  const { sequences } = await compose.patterns('read');
  const result = await sequences.workflows(question);
  await output.result(result, (page) => workflowsPage(result, page));
  return exitCodes.done;
};

function sequenceOptions(options: OptionValues, nowMs: number): SequenceQuestion {
  const maxGapMinutes = numberOption(options, 'maxGap', { least: 0, most: minutesPerYear });
  return {
    window: askedWindows(options, nowMs).window,
    kind: kindOption(options),
    maxGapSeconds: maxGapMinutes === undefined ? undefined : maxGapMinutes * secondsPerMinute,
  };
}
