import { integerOption, numberOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { bottlenecksPage } from '../pages/bottlenecks-page.ts';
import { phasesPage } from '../pages/phases-page.ts';
import { transitionsPage } from '../pages/transitions-page.ts';
import { workflowReportPage } from '../pages/workflow-report-page.ts';
import { askedWindows, limitOption } from './report-options.ts';

const defaultLimit = 20;
const defaultReportLimit = 8;

/** `skills phases` */
export const phases: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const limit = limitOption(options, defaultLimit);
  const { window } = askedWindows(options, nowMs());
  const { workflow } = await compose.patterns('read');
  const result = await workflow.phases(window);
  await output.result(result, (page) => phasesPage(result, page, limit));
  return exitCodes.done;
};

/** `skills bottlenecks` */
export const bottlenecks: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const question = {
    window: askedWindows(options, nowMs()).window,
    minAbandonmentRate: numberOption(options, 'minRate', { least: 0, most: 1 }),
    minInvocations: integerOption(options, 'minCalls', { least: 1, most: 1_000_000_000 }),
  };
  const { workflow } = await compose.patterns('read');
  const result = await workflow.bottlenecks(question);
  await output.result(result, (page) => bottlenecksPage(result, page));
  return exitCodes.done;
};

/** `skills report` */
export const report: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const limit = limitOption(options, defaultReportLimit);
  const { window } = askedWindows(options, nowMs());
  const { workflow } = await compose.patterns('read');
  const result = await workflow.report(window);
  await output.result(result, (page) => workflowReportPage(result, page, limit));
  return exitCodes.done;
};

/** `skills transitions` */
export const transitions: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const limit = limitOption(options, defaultLimit);
  const question = { window: askedWindows(options, nowMs()).window, sessionId: textOption(options, 'session') };
  const { workflow } = await compose.patterns('read');
  const result = await workflow.transitions(question);
  await output.result(result, (page) => transitionsPage(result, page, limit));
  return exitCodes.done;
};
