export { createExporter, PrometheusExporter } from './prometheus-exporter.ts';
export type { PrometheusExporterOptions } from './exporter-options.ts';
export { exporterMetrics } from './exporter-families.ts';
export type { MetricsSource } from './metrics-source.ts';
export { portOf } from './read-arguments.ts';
export { runExporter } from './run-exporter.ts';
export type { RunExporterOptions } from './run-exporter.ts';
