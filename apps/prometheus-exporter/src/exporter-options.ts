import type { MetricsSource } from './metrics-source.ts';

export type PrometheusExporterOptions = {
  /** Default 9090, the mission's; Prometheus itself uses the same. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Names beside the host's own by which it may be called, such as that of a container. */
  readonly allowedHosts?: readonly string[];
  /** The database; without it only what is recorded is told. */
  readonly source?: MetricsSource;
  /** Must be shown as `Authorization: Bearer …` when given. */
  readonly token?: string | undefined;
  /** TLS and users, as every exporter reads them. */
  readonly webConfigFile?: string | undefined;
  /** Between two looks at the database; default 10 s. */
  readonly refreshIntervalMs?: number;
  /** After which a look counts as failed; default 5 s. */
  readonly refreshTimeoutMs?: number;
  /** UTC epoch milliseconds; default the machine's clock. */
  readonly nowMs?: () => number;
  /** Told what went wrong in the background. */
  readonly onProblem?: (error: unknown) => void;
};

export type SettledOptions = Required<Omit<PrometheusExporterOptions, 'source' | 'token' | 'webConfigFile'>> &
  Pick<PrometheusExporterOptions, 'source' | 'token' | 'webConfigFile'>;

/** @throws {RangeError} for a port outside 1 to 65535 */
export function settledOptions(given: number | PrometheusExporterOptions): SettledOptions {
  const options = typeof given === 'number' ? { port: given } : given;
  const { port = 9090 } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`PrometheusExporter requires a port from 1 to 65535, got ${port}`);
  }
  return {
    host: '127.0.0.1',
    allowedHosts: [],
    refreshIntervalMs: 10_000,
    refreshTimeoutMs: 5_000,
    nowMs: Date.now,
    onProblem: () => undefined,
    ...options,
    port,
  };
}
