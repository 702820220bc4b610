import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { allowedHosts, limitConnections, RequestGuard, securityHeaders } from '@skills/http-guard';
import type { PrometheusExporterOptions, SettledOptions } from './exporter-options.ts';
import { settledOptions } from './exporter-options.ts';
import { Exposition } from './exposition.ts';
import { listen } from './listen.ts';
import { MetricsPages } from './metrics-pages.ts';
import { RecordedMetrics } from './recorded-metrics.ts';
import { RequestAccess } from './request-access.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import { clientCertificateOptions, isWelcome, secureContextOptions } from './web-config/tls-options.ts';
import { WebConfigFile } from './web-config/web-config-file.ts';

const recordedLimits = { calls: 480, durations: 80, skills: 200 } as const;
// A monitoring system sends few and short headers.
const serverLimits = { maxHeaderSize: 16_384, requireHostHeader: false } as const;

/**
 * Tells a monitoring system what the database holds, and what a program that embeds it records besides. A scrape never
 * waits for the database: it gets the last snapshot, and a flag when that is old.
 */
export class PrometheusExporter {
  readonly #options: SettledOptions;
  readonly #recorded = new RecordedMetrics(recordedLimits);
  #running: { readonly server: Server; readonly keeper: SnapshotKeeper | undefined; readonly url: string } | undefined;
  #starting: Promise<void> | undefined;

  /** @throws {RangeError} for a port outside 1 to 65535 */
  constructor(options: number | PrometheusExporterOptions = {}) {
    this.#options = settledOptions(options);
  }

  /** Where the metrics are, while it runs. */
  get url(): string {
    if (this.#running === undefined) throw new RangeError('url requires an exporter that runs');
    return this.#running.url;
  }

  /**
   * Listens. A second call changes nothing.
   *
   * @throws {SkillsError} 'invalid-usage' for a port that is taken, 'invalid-input' for a wrong web configuration
   */
  async start(): Promise<void> {
    this.#starting ??= this.#listen().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    await this.#starting;
  }

  isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Frees the port; a scrape in progress is answered. What was recorded stays for another start. */
  async stop(): Promise<void> {
    await this.#starting?.catch(() => undefined);
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    this.#starting = undefined;
    running.keeper?.stop();
    const closed = new Promise<void>((resolve) => running.server.close(() => resolve()));
    running.server.closeIdleConnections();
    setTimeout(() => running.server.closeAllConnections(), 1000).unref();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /**
   * Counts a call that is not in the database.
   *
   * @param workflowPhase - `null` for none: `unknown`
   * @param durationSeconds - `null` when it is not known
   * @throws {RangeError} for a duration that is none
   */
  // oxlint-disable-next-line max-params -- the mission's
  recordInvocation(
    skillName: string,
    workflowPhase: string | null,
    completed: boolean | null,
    durationSeconds: number | null = null,
  ): void {
    this.#recorded.invocation({ skillName, workflowPhase, completed, durationSeconds });
  }

  /** @throws {RangeError} unless the rate is a fraction from 0 to 1 */
  updateCompletionRate(skillName: string, rate: number): void {
    this.#recorded.completionRate(skillName, rate);
  }

  recordAnomaly(anomalyType: string, skillName: string): void {
    this.#recorded.anomaly(anomalyType, skillName);
  }

  /** @throws {RangeError} unless the count is an integer from 0 on */
  updateActiveSessions(count: number): void {
    this.#recorded.activeSessions(count);
  }

  async #listen(): Promise<void> {
    const { host, port, source, nowMs, refreshIntervalMs, refreshTimeoutMs, onProblem } = this.#options;
    const webConfig = new WebConfigFile(this.#options.webConfigFile, onProblem);
    const { tls } = webConfig.current;
    const keeper =
      source === undefined
        ? undefined
        : new SnapshotKeeper({
            source,
            intervalMs: refreshIntervalMs,
            timeoutMs: refreshTimeoutMs,
            nowMs,
            onProblem,
          });
    const guard = new RequestGuard({
      isAllowedHost: allowedHosts(host, this.#options.allowedHosts),
      scheme: tls === undefined ? 'http' : 'https',
      token: this.#options.token,
      methods: ['GET', 'HEAD'],
    });
    const access = new RequestAccess(guard, () => performance.now());
    const pages = new MetricsPages(new Exposition(this.#recorded), () => keeper?.state);
    const respond = (request: IncomingMessage, response: ServerResponse): void => {
      void answer(request, response).catch((error: unknown) => {
        onProblem(error);
        response.destroy();
      });
    };
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const config = webConfig.current;
      const denial = await access.denial(request, config);
      const headers = { ...securityHeaders, ...config.headers };
      if (denial === undefined) await pages.respond(request, response, headers);
      else response.writeHead(denial.status, { ...headers, ...denial.headers }).end(`${denial.message}\n`);
    };
    const server = tls === undefined ? createServer(serverLimits, respond) : tlsServer(webConfig, respond, onProblem);
    limitConnections(server);
    await listen(server, host, port);
    const name = host.includes(':') ? `[${host}]` : host;
    const url = `${tls === undefined ? 'http' : 'https'}://${name}:${port}/metrics`;
    await keeper?.start();
    this.#running = { server, keeper, url };
  }
}

function tlsServer(
  webConfig: WebConfigFile,
  respond: (request: IncomingMessage, response: ServerResponse) => void,
  onProblem: (error: unknown) => void,
): Server {
  let used = webConfig.current;
  if (used.tls === undefined) throw new RangeError('tlsServer requires a configuration with TLS');
  const server = createTlsServer(
    { ...serverLimits, ...secureContextOptions(used.tls), ...clientCertificateOptions(used.tls) },
    respond,
  );
  // Before the server's own listener, which takes the keys of the moment.
  server.prependListener('connection', () => {
    const { current } = webConfig;
    if (current === used || current.tls === undefined) return;
    used = current;
    try {
      server.setSecureContext(secureContextOptions(current.tls));
    } catch (error) {
      onProblem(error);
    }
  });
  server.on('secureConnection', (socket) => {
    if (used.tls !== undefined && !isWelcome(used.tls, socket)) socket.destroy();
  });
  return server;
}

/** An exporter of what is recorded, on a port. */
export function createExporter(port = 9090): PrometheusExporter {
  return new PrometheusExporter({ port });
}
