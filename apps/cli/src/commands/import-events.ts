import { textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { recordExitCode, recordPage } from '../pages/record-page.ts';
import { exportFormat, formatOfFile } from './export-format.ts';

/** `skills import FILE` */
export const importEvents: RunCommand = async ({ arguments: [file = ''], options }, { compose, output }) => {
  const name = textOption(options, 'format');
  const format = name === undefined ? formatOfFile(file) : exportFormat('--format', name);
  const entries = (await compose.formats()).readFile(format, file);
  const recording = await compose.recording();
  const result = await recording.record(entries);
  for (const { line, reason } of result.rejected) output.problem(`${file}:${line}: ${reason}`);
  await output.result(result, () => recordPage(result));
  return recordExitCode(result);
};
