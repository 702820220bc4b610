import { runExporter } from '@skills/prometheus-exporter';
import { SkillsError } from '@skills/schema';
import { flagOption, integerOption, textOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';

/** `skills exporter` */
export const exporter: RunCommand = async ({ options }, { compose, output, signal, environment }) => {
  const port = integerOption(options, 'port', { least: 1, most: 65_535 });
  const host = textOption(options, 'host');
  const webConfigFile = textOption(options, 'web.config.file');
  if (webConfigFile === '') throw new SkillsError('invalid-usage', '--web.config.file: expected a file');
  const source = await compose.metrics();
  if (flagOption(options, 'regroup')) await source.regroup();
  await runExporter({
    exporter: {
      source,
      ...(port === undefined ? {} : { port }),
      ...(host === undefined ? {} : { host }),
      allowedHosts: (textOption(options, 'allowHost') ?? '').split(',').filter((name) => name !== ''),
      webConfigFile,
      token: environment['SKILLS_EXPORTER_TOKEN'] || undefined,
      onProblem: (error) => output.problem(error instanceof Error ? error.message : String(error)),
    },
    signal,
    onReady: (url) => void output.ready({ url }, `metrics at ${url}; ^C ends`),
  });
  return exitCodes.done;
};
