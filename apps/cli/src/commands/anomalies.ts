import { SkillsError } from '@skills/schema';
import { flagOption, numberOption, textOption } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { anomaliesPage } from '../pages/anomalies-page.ts';

const usualSince = '7d';
const thresholds = { least: 0.1, most: 1_000 };

/** `skills anomalies` */
export const anomalies: RunCommand = async ({ options }, { compose, nowMs, output }) => {
  const threshold = numberOption(options, 'threshold', thresholds);
  const record = flagOption(options, 'record');
  const until = textOption(options, 'until');
  if (record && until !== undefined) {
    throw new SkillsError('invalid-usage', `--until ${until} with --record: what is recorded goes up to now`);
  }
  const window = windowOption(options, nowMs(), usualSince);
  const detector = await compose.anomalies(record ? 'write' : 'read');
  const limits = threshold === undefined ? undefined : { threshold };
  const result = await detector.detect({ ...window, limits, record });
  await output.result(result, (page) => anomaliesPage(result, page));
  return exitCodes.done;
};
