import { SkillsError } from '@skills/schema';
import { integerOption, textOption } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { advicePage } from '../pages/advice-page.ts';
import { agentsPage } from '../pages/agents-page.ts';
import { capacityPage } from '../pages/capacity-page.ts';
import { limitOption } from './report-options.ts';

const usualRows = 20;
const usualWindow = '24h';
const mostServers = 100_000;
const minuteMs = 60_000;
const longestMs = 7 * 86_400_000;

/** `skills agents` */
export const agents: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const limit = limitOption(options, usualRows);
  const analyzer = await compose.capacity();
  const result = await analyzer.agentsStatus({ nowMs: nowMs(), limit });
  await output.result(result, (page) => agentsPage(result, page));
  return exitCodes.done;
};

/** `skills capacity` */
export const capacity: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const now = nowMs();
  const sinceMs = windowStartMs(textOption(options, 'window') ?? usualWindow, now);
  const question = {
    nowMs: now,
    sinceMs,
    servers: integerOption(options, 'servers', { least: 1, most: mostServers }),
    limit: limitOption(options, usualRows),
  };
  const analyzer = await compose.capacity();
  const result = await analyzer.predictiveCapacity(question);
  await output.result(result, (page) => capacityPage(result, page));
  return exitCodes.done;
};

/** `skills advice TASK` */
export const advice: RunCommand = async ({ arguments: [task = ''], options }, { compose, nowMs, output }) => {
  const { sinceMs, untilMs } = windowOption(options, nowMs());
  const analyzer = await compose.capacity();
  const result = await analyzer.advice({ task, sinceMs, nowMs: untilMs });
  await output.result(result, (page) => advicePage(result, page));
  return exitCodes.done;
};

function windowStartMs(window: string, nowMs: number): number {
  const refusal = new SkillsError(
    'invalid-usage',
    `--window ${window}: expected a length from 1m to 7d, such as 2h: capacity is measured up to now`,
  );
  if (!/^\d+[mhd]$/.test(window)) throw refusal;
  const { sinceMs } = windowOption({ since: window }, nowMs);
  if (nowMs - sinceMs > longestMs || nowMs - sinceMs < minuteMs) throw refusal;
  return sinceMs;
}
