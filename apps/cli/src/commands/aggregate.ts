import { aggregateWindows, type AggregateWindow } from '@skills/schema';
import type { Projects } from '@skills/composition';
import { formatCountOf } from '@skills/text';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, flagOption, numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { aggregatePage } from '../pages/aggregate-page.ts';
import { comparePage } from '../pages/compare-page.ts';
import { effectivenessPage } from '../pages/effectiveness-page.ts';
import { kindOption, limitOption } from './report-options.ts';

const defaultLimit = 10;

/** `skills aggregate` */
export const aggregate: RunCommand = async ({ options }, { compose, output }) => {
  const question = {
    timeWindow: windowOption(options),
    forceRefresh: flagOption(options, 'force'),
    minSuccessRate: numberOption(options, 'minRate', { least: 0, most: 1 }),
    limit: limitOption(options, defaultLimit),
  };
  const projects = await compose.projects('write');
  const projectId = await projectIdOption(options, projects);
  const collected = flagOption(options, 'collect') ? await projects.collector.collectFromProjects() : [];
  const computed = await projects.aggregator.computeAggregates({
    ...question,
    projectId,
    onStep: countingSteps(output),
  });
  const result = { ...computed, collected: [...collected] };
  await output.result(result, (page) => aggregatePage(result, page));
  return collected.some(({ errors }) => errors > 0) ? exitCodes.partial : exitCodes.done;
};

/** `skills effectiveness SKILL` */
export const effectiveness: RunCommand = async ({ arguments: [skillName = ''], options }, { compose, output }) => {
  const question = { timeWindow: windowOption(options), kind: kindOption(options) };
  const projects = await compose.projects('keep');
  const projectId = await projectIdOption(options, projects);
  await projects.bringUpToDate(countingSteps(output));
  const result = await projects.aggregator.getSkillEffectiveness(skillName, { ...question, projectId });
  await output.result(result, (page) => effectivenessPage(result, page));
  return exitCodes.done;
};

/** `skills compare SKILL` */
export const compare: RunCommand = async ({ arguments: [skillName = ''], options }, { compose, output }) => {
  const question = { timeWindow: windowOption(options), kind: kindOption(options) };
  const projects = await compose.projects('keep');
  await projects.bringUpToDate(countingSteps(output));
  const result = await projects.aggregator.getCrossProjectComparison(skillName, question);
  await output.result(result, (page) => comparePage(result, page));
  return exitCodes.done;
};

/** The first time, and when asked for, every call of every project is counted: half a minute for ten million. */
function countingSteps({
  progress,
}: CommandContext['output']): (step: { readonly done: number; readonly total: number }) => void {
  return ({ done, total }) =>
    progress.update({ label: 'counting', done, total, detail: `${done} of ${formatCountOf(total, 'fortnight')}` });
}

function windowOption(options: OptionValues): AggregateWindow {
  return choiceOption(options, 'window', aggregateWindows) ?? 'all';
}

async function projectIdOption(options: OptionValues, projects: Projects): Promise<string | undefined> {
  const named = textOption(options, 'project');
  return named === undefined ? undefined : projects.registeredId(named);
}
