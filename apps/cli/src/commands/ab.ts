import type { RunCommand } from '../command.ts';
import { numberOption } from '../arguments/option-values.ts';
import { timestampOption } from '../arguments/time-option.ts';
import { exitCodes } from '../exit-code.ts';
import { experimentPage } from '../pages/ab-page.ts';
import { experimentListPage, experimentStatusPage } from '../pages/ab-status-page.ts';
import { experimentConfig } from './ab-config.ts';

/** `skills ab create NAME` */
export const createExperiment: RunCommand = async (
  { arguments: [testName = ''], options },
  { compose, nowMs, output },
) => {
  const config = experimentConfig(testName, options, nowMs());
  const experiments = await compose.experiments('write');
  const result = await experiments.getTestStatus(await experiments.createTest(config));
  await output.result(result, (page) => experimentStatusPage(result, page));
  return exitCodes.done;
};

/** `skills ab analyze TEST` */
export const analyzeExperiment: RunCommand = async ({ arguments: [test = ''] }, { compose, output }) => {
  const experiments = await compose.experiments('read');
  const result = await experiments.analyzeResults(test);
  await output.result(result, (page) => experimentPage(result, page));
  return exitCodes.done;
};

/** `skills ab status TEST` */
export const showExperiment: RunCommand = async ({ arguments: [test = ''] }, { compose, output }) => {
  const experiments = await compose.experiments('read');
  const result = await experiments.getTestStatus(test);
  await output.result(result, (page) => experimentStatusPage(result, page));
  return exitCodes.done;
};

/** `skills ab list` */
export const listExperiments: RunCommand = async (_, { compose, output }) => {
  const experiments = await compose.experiments('read');
  const result = await experiments.listTests();
  await output.result(result, (page) => experimentListPage(result, page));
  return exitCodes.done;
};

/** `skills ab stop TEST` */
export const stopExperiment: RunCommand = async ({ arguments: [test = ''] }, { compose, output }) => {
  const experiments = await compose.experiments('write');
  await experiments.stopTest(test);
  const result = await experiments.getTestStatus(test);
  await output.result(result, (page) => experimentStatusPage(result, page));
  return exitCodes.done;
};

/** `skills ab resume TEST` */
export const resumeExperiment: RunCommand = async ({ arguments: [test = ''], options }, { compose, output }) => {
  const endMs = timestampOption(options, 'end');
  const ratio = numberOption(options, 'ratio', { least: 0, most: 1 });
  const experiments = await compose.experiments('write');
  await experiments.resumeTest(test, {
    ...(endMs === undefined ? {} : { endDate: new Date(endMs).toISOString() }),
    ...(ratio === undefined ? {} : { assignmentRatio: ratio }),
  });
  const result = await experiments.getTestStatus(test);
  await output.result(result, (page) => experimentStatusPage(result, page));
  return exitCodes.done;
};
