import type { TierRetention } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, flagOption, integerOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { toolsPage } from '../pages/tools-page.ts';
import { limitOption } from './report-options.ts';

const usualRows = 30;
const levels = ['high', 'medium', 'low'] as const;
const longestDays = 36_500;

/** `skills tools` */
export const tools: RunCommand = async ({ options }, { compose, output }) => {
  const limit = limitOption(options, usualRows);
  const level = choiceOption(options, 'level', levels);
  const retention = retentionOptions(options);
  const update = flagOption(options, 'update');
  const writes = update || Object.keys(retention).length > 0;
  const executions = await compose.executions(writes ? 'write' : 'read');
  const { engine } = executions;
  if (Object.keys(retention).length > 0) await executions.changeRetention(retention);
  if (writes) await engine.runHourlyAggregation();
  const all = await engine.getTools();
  const isAsked = (toolLevel: string): boolean => level === undefined || toolLevel === level.toUpperCase();
  const result = { ...all, toolProfiles: all.toolProfiles.filter((tool) => isAsked(tool.confidenceLevel)) };
  await output.result(result, (page) => toolsPage(result, limit, page));
  return exitCodes.done;
};

function retentionOptions(options: OptionValues): Partial<TierRetention> {
  const hours = integerOption(options, 'keepRaw', { least: 1, most: longestDays * 24 });
  const days = integerOption(options, 'keepHourly', { least: 1, most: longestDays });
  const rolling = integerOption(options, 'rolling', { least: 1, most: longestDays });
  return {
    ...(hours === undefined ? {} : { tier1Hours: hours }),
    ...(days === undefined ? {} : { tier2Hours: days * 24 }),
    ...(rolling === undefined ? {} : { tier3Hours: rolling * 24 }),
  };
}
