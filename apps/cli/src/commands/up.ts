import { SkillsError } from '@skills/schema';
import { integerOption } from '../arguments/option-values.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { liveServerOptions } from '../live/live-server-options.ts';
import { stayUp } from '../live/stay-up.ts';

const usualMetricsPort = 9090;

/** `skills up` */
export const up: RunCommand = async ({ options }, context) => {
  const { compose, environment, output } = context;
  const metricsPort = integerOption(options, 'metricsPort', { least: 1, most: 65_535 });
  const hasMetrics = options['metrics'] !== false;
  if (metricsPort !== undefined && !hasMetrics) {
    throw new SkillsError('invalid-usage', `--metrics-port ${metricsPort} and --no-metrics contradict each other`);
  }
  await stayUp(
    {
      live: liveServerOptions(options, environment),
      metrics: hasMetrics
        ? { port: metricsPort ?? usualMetricsPort, token: environment['SKILLS_EXPORTER_TOKEN'] || undefined }
        : undefined,
      collecting: options['collect'] === false ? undefined : await compose.collecting(),
      onReady: (urls) => {
        const metrics = urls.metrics === null ? '' : `, metrics at ${urls.metrics}`;
        return output.ready(urls, `dashboard at ${urls.dashboard}${metrics}; ^C ends`);
      },
    },
    context,
  );
  return exitCodes.done;
};
