import { SkillsError } from '@skills/schema';
import { numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { experimentPlanPage } from '../pages/ab-plan-page.ts';
import { kindOption } from './report-options.ts';

const fraction = { least: 0, most: 1 };
const size = { least: 0, most: 1e12 };

/** `skills ab plan` */
export const planExperiment: RunCommand = async ({ options }, { compose, output }) => {
  const minimumEffect = numberOption(options, 'effect', size);
  if (minimumEffect === undefined) throw new SkillsError('invalid-usage', 'skills ab plan: --effect is missing');
  const question = {
    minimumEffect,
    metric: textOption(options, 'metric'),
    skillName: textOption(options, 'skill'),
    skillKind: kindOption(options),
    baseline: numberOption(options, 'baseline', size),
    deviation: numberOption(options, 'deviation', size),
    outcomesPerUser: numberOption(options, 'outcomesPerUser', { least: 1, most: 1e6 }),
    correlation: numberOption(options, 'correlation', fraction),
    controlShare: numberOption(options, 'ratio', fraction),
    power: numberOption(options, 'power', fraction),
    alpha: numberOption(options, 'alpha', fraction),
    days: numberOption(options, 'preDays', { least: 1, most: 3650 }),
  };
  const experiments = await compose.experiments('read');
  const result = await experiments.planTest(question);
  await output.result(result, (page) => experimentPlanPage(result, page));
  return exitCodes.done;
};
