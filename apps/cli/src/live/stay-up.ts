import { once } from 'node:events';
import type { Collecting } from '@skills/composition';
import { PrometheusExporter } from '@skills/prometheus-exporter';
import type { CommandContext } from '../command-context.ts';
import { keepCollecting } from './keep-collecting.ts';
import { openLiveServer } from './open-live-server.ts';
import type { LiveServerOptions } from './open-live-server.ts';

export type StayUpOptions = {
  readonly live: LiveServerOptions;
  /** `undefined` without metrics. */
  readonly metrics: { readonly port: number; readonly token: string | undefined } | undefined;
  /** `undefined` when nothing is to be collected. */
  readonly collecting: Collecting | undefined;
  /** Told when everything listens. */
  readonly onReady: (urls: { readonly dashboard: string; readonly metrics: string | null }) => Promise<void>;
};

/** Collects, serves the dashboard and the live API, and tells Prometheus, in one process, until interrupted. */
export async function stayUp(
  { live, metrics, collecting, onReady }: StayUpOptions,
  context: CommandContext,
): Promise<void> {
  const { output, signal } = context;
  await using server = await openLiveServer(live, context);
  await using exporter = metrics === undefined ? undefined : await openExporter(metrics, context);
  await onReady({ dashboard: server.url, metrics: exporter?.url ?? null });
  const collected = collecting === undefined ? undefined : keepCollecting(collecting, output, signal);
  if (!signal.aborted) await once(signal, 'abort');
  await collected;
}

async function openExporter(
  { port, token }: NonNullable<StayUpOptions['metrics']>,
  { compose, output }: CommandContext,
): Promise<PrometheusExporter> {
  const exporter = new PrometheusExporter({
    source: await compose.metrics(),
    port,
    token,
    onProblem: (error) => output.problem(error instanceof Error ? error.message : String(error)),
  });
  await exporter.start();
  return exporter;
}
