import { once } from 'node:events';
import type { PrometheusExporterOptions } from './exporter-options.ts';
import { PrometheusExporter } from './prometheus-exporter.ts';

export type RunExporterOptions = {
  readonly exporter: PrometheusExporterOptions;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onReady: (url: string) => void;
};

/** Runs an exporter until it is told to end. */
export async function runExporter({ exporter: options, signal, onReady }: RunExporterOptions): Promise<void> {
  await using exporter = new PrometheusExporter(options);
  await exporter.start();
  onReady(exporter.url);
  if (!signal.aborted) await once(signal, 'abort');
}
