import { SkillsError, trendMetrics } from '@skills/schema';
import type { OptionValues } from '../arguments/option-values.ts';
import { choiceOption, textOption } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { trendPage } from '../pages/trend-page.ts';
import { trendsPage } from '../pages/trends-page.ts';
import { kindOption, limitOption } from './report-options.ts';

const dayMs = 86_400_000;
const usualWindow = '7d';
const defaultLimit = 20;

/** `skills trend [SKILL]` */
export const trend: RunCommand = async ({ arguments: [skillName], options }, { compose, nowMs, output }) => {
  const metric = choiceOption(options, 'metric', trendMetrics);
  const kind = kindOption(options);
  const limit = limitOption(options, defaultLimit);
  const question = { metric, kind, ...trendWindowOption(options, nowMs()) };
  const analyzer = await compose.trends();
  if (skillName === undefined) {
    const result = await analyzer.getMultiSkillTrends(question);
    await output.result(result, (page) => trendsPage(result, page, limit));
  } else {
    const result = await analyzer.detectTrend(skillName, question);
    await output.result(result, (page) => trendPage(result, page));
  }
  return exitCodes.done;
};

/** `--window`, or `--since`; a week unless told otherwise. */
function trendWindowOption(
  options: OptionValues,
  nowMs: number,
): { readonly windowDays: number; readonly untilMs: number } {
  const window = textOption(options, 'window');
  const since = textOption(options, 'since');
  if (window !== undefined && since !== undefined) {
    throw new SkillsError('invalid-usage', `--window ${window} and --since ${since}: give one of them`);
  }
  if (window !== undefined && !/^\d+[hdw]$/.test(window)) {
    throw new SkillsError('invalid-usage', `--window ${window}: expected a length such as 7d, 48h or 4w`);
  }
  const { until } = options;
  const { untilMs } = windowOption({ until }, nowMs, 'all');
  // An age counts back from now, a length from the end of the window.
  const fromMs = since === undefined && until !== undefined ? untilMs : nowMs;
  const { sinceMs } = windowOption({ since: since ?? window ?? usualWindow }, fromMs);
  const windowDays = (untilMs - sinceMs) / dayMs;
  if (windowDays < 1) {
    const named = since === undefined ? `--window ${window ?? usualWindow}` : `--since ${since}`;
    throw new SkillsError('invalid-usage', `${named}: a trend needs at least a day before its end`);
  }
  return { windowDays, untilMs };
}
