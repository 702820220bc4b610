import { SkillsError } from '@skills/schema';
import { flagOption } from '../arguments/option-values.ts';
import { momentOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { formatBytes, formatCount, safeText } from '@skills/text';

/** `skills db backup [FILE]` */
export const backup: RunCommand = async ({ arguments: [file] }, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.backup(file);
  await output.result(result, () => [`verified copy in ${safeText(result.path)} (${formatBytes(result.bytes)})`]);
  return exitCodes.done;
};

/** `skills db restore FILE` */
export const restore: RunCommand = async ({ arguments: [file = ''] }, { compose, output }) => {
  const maintenance = await compose.maintenance();
  const result = await maintenance.restore(file);
  const kept = result.previous === null ? '' : `; the database that was there is now ${safeText(result.previous)}`;
  await output.result(result, () => [`restored ${safeText(file)}${kept}`]);
  return exitCodes.done;
};

/** `skills db prune --before TIME` */
export const prune: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const beforeMs = momentOption(options, 'before', nowMs());
  if (beforeMs === undefined) {
    throw new SkillsError('invalid-usage', `--before is missing: prune deletes what is older, such as --before 365d`);
  }
  const dryRun = flagOption(options, 'dryRun');
  const maintenance = await compose.maintenance();
  const result = await maintenance.prune(beforeMs, dryRun);
  const text = `${formatCount(result.deleted)} events ${dryRun ? 'would be deleted' : 'deleted'}`;
  await output.result(result, () => [text]);
  return exitCodes.done;
};
