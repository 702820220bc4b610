import { freePort, parseExposition, type ParsedExposition } from '@skills/testing';
import { onTestFinished } from 'vitest';
import type { PrometheusExporterOptions } from '../src/exporter-options.ts';
import { PrometheusExporter } from '../src/prometheus-exporter.ts';

export type OpenExporter = {
  readonly exporter: PrometheusExporter;
  readonly port: number;
  readonly scrape: () => Promise<ParsedExposition>;
  /** Of the one sample of that name and those labels. */
  readonly value: (name: string, labels?: Readonly<Record<string, string>>) => Promise<number | undefined>;
};

/** A running exporter on a free port, which ends with the test. */
export async function openExporter(options: PrometheusExporterOptions = {}): Promise<OpenExporter> {
  const port = await freePort();
  const exporter = new PrometheusExporter({ ...options, port });
  onTestFinished(() => exporter.stop());
  await exporter.start();
  const scrape = async (): Promise<ParsedExposition> => parseExposition(await (await fetch(exporter.url)).text());
  return {
    exporter,
    port,
    scrape,
    value: async (name, labels = {}) => {
      const { samples } = await scrape();
      return samples.find(
        (sample) =>
          sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )?.value;
    },
  };
}
