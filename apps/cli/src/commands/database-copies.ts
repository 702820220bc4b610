import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { formatBytes, safeText } from '@skills/text';

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
