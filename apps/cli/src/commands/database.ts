import { SkillsError } from '@skills/schema';
import { integerOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { checkPage, migrationPage, statusPage } from '../pages/database-page.ts';
import { formatCount } from '@skills/text';

/** `skills db status` */
export const showStatus: RunCommand = async (_input, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.status();
  await output.result(result, (page) => statusPage(result, page));
  return exitCodes.done;
};

/** `skills db migrate` */
export const migrate: RunCommand = async ({ options }, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.migrate(textOption(options, 'to'));
  await output.result(result, () => migrationPage(result));
  return exitCodes.done;
};

/** `skills db rollback` */
export const rollback: RunCommand = async ({ options }, { compose, output }) => {
  const version = textOption(options, 'to');
  const steps = integerOption(options, 'steps', { least: 1, most: 100 });
  if (version !== undefined && steps !== undefined) {
    throw new SkillsError('invalid-usage', '--to and --steps say the same in two ways; give one');
  }
  const maintenance = await compose.maintenance();
  const result = await maintenance.rollback(version === undefined ? { steps: steps ?? 1 } : { version });
  await output.result(result, () => migrationPage(result));
  return exitCodes.done;
};

/** `skills db check` */
export const check: RunCommand = async (_input, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.check();
  await output.result(result, (page) => checkPage(result, page));
  return result.ok ? exitCodes.done : exitCodes.failed;
};

/** `skills db rebuild` */
export const rebuild: RunCommand = async (_input, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.rebuild();
  await output.result(result, () => [`rollups computed anew from ${formatCount(result.events)} events`]);
  return exitCodes.done;
};
