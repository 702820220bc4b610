import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { limitConnections, securityHeaders } from '@skills/http-guard';
import { SkillsError } from '@skills/schema';
import { errorAnswer, sendAnswer } from './http/http-answer.ts';
import type { HttpAnswer } from './http/http-answer.ts';
import { HttpRoutes } from './http/http-routes.ts';
import type { Refusal, RequestGuard } from '@skills/http-guard';
import type { AnswerQuestion, FindAsset, Intake } from './server-ports.ts';
import type { SocketLimits } from './socket/socket-limits.ts';
import { usualSocketLimits } from './socket/socket-limits.ts';
import { SocketServer } from './socket/socket-server.ts';
import { metricsFeedName } from './topics/feed-names.ts';
import { openFeeds } from './topics/open-feeds.ts';
import { subscriberOfMetrics } from './topics/metrics-subscriber.ts';
import type { HearMetrics } from './topics/metrics-subscriber.ts';
import type { MetricsSource } from './topics/metrics-feed.ts';
import { TopicHub } from './topics/topic-hub.ts';
import type { TopicSources } from './topics/topic-source.ts';

export type RealTimeMetricsServerOptions = {
  /** Default 127.0.0.1 and 8765; port 0 takes a free one. */
  readonly host?: string;
  readonly port?: number;
  /** Milliseconds between two looks at the database; default 1000. */
  readonly updateIntervalMs?: number;
  readonly limits?: Partial<SocketLimits>;
  /** The largest body that is taken; default 4 MiB. */
  readonly bodyBytes?: number;
};

export type RealTimeMetricsServerDependencies = {
  readonly guard: RequestGuard;
  readonly topics: TopicSources;
  readonly metrics: MetricsSource;
  /** Changes when the database does. */
  readonly version: () => Promise<string>;
  readonly answer: AnswerQuestion;
  readonly intake: Intake;
  readonly asset: FindAsset;
  /** Identifies this run of the server. */
  readonly epoch: string;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
  readonly onError: (error: unknown) => void;
};

const usual = { host: '127.0.0.1', port: 8765, updateIntervalMs: 1000, bodyBytes: 4 * 1024 * 1024 } as const;
// What a request may take before it is cut off; a socket's handshake is its headers.
const requestLimits = { headersTimeoutMs: 5_000, requestTimeoutMs: 30_000, keepAliveTimeoutMs: 5_000, headers: 64 };
// Connections for the page, the API and the intake, beside those of the sockets.
const plainConnections = { all: 256, ofOneAddress: 64 };
// A database that is held by another program is no reason not to say that the server lives.
const healthWaitMs = 500;

/**
 * One loopback port with everything that is live: the socket with its topics, the dashboard, the JSON API, and the intake
 * of events and telemetry. Nothing is computed or sent while nobody listens or nothing has changed.
 */
export class RealTimeMetricsServer {
  readonly #options: Required<Omit<RealTimeMetricsServerOptions, 'limits'>>;
  readonly #dependencies: RealTimeMetricsServerDependencies;
  readonly #routes: HttpRoutes;
  readonly #hub: TopicHub;
  readonly #sockets: SocketServer;
  #server: Server | undefined;
  #stopTicking: (() => Promise<void>) | undefined;
  readonly #startedAtMs: number;
  readonly #limits: SocketLimits;

  constructor(dependencies: RealTimeMetricsServerDependencies, options: RealTimeMetricsServerOptions = {}) {
    const { limits, ...rest } = options;
    this.#options = { ...usual, ...rest };
    this.#dependencies = dependencies;
    const { guard, nowMs, onError, answer, intake, asset, version } = dependencies;
    this.#limits = { ...usualSocketLimits, ...limits };
    this.#startedAtMs = nowMs();
    const timestamp = (): string => new Date(nowMs()).toISOString();
    this.#hub = new TopicHub({ open: openFeeds(dependencies, timestamp), version, onError, nowMs });
    this.#sockets = new SocketServer({
      hub: this.#hub,
      guard,
      limits: this.#limits,
      timestamp,
      nowMs: () => performance.now(),
    });
    this.#routes = new HttpRoutes({
      answer,
      intake,
      asset,
      onError,
      health: () => this.#health(),
      bodyBytes: this.#options.bodyBytes,
    });
  }

  /**
   * Listens.
   *
   * @returns where, such as `http://127.0.0.1:8765`
   * @throws {SkillsError} 'invalid-usage' when the port is taken or may not be opened
   */
  async start(): Promise<string> {
    if (this.#server !== undefined) return this.url;
    const { host, port } = this.#options;
    const server = createServer(httpOptions, (request, response) => {
      void this.#respond(request, response);
    });
    limitConnections(server, {
      ...requestLimits,
      connections: this.#limits.connections + plainConnections.all,
      connectionsPerAddress: this.#limits.connectionsPerAddress + plainConnections.ofOneAddress,
    });
    server.on('upgrade', (request, socket, head) => this.#sockets.upgrade(request, socket, head));
    await listening(server, host, port);
    this.#server = server;
    this.#stopTicking = this.#tickRegularly();
    return this.url;
  }

  /** Where it listens. */
  get url(): string {
    const address = this.#server?.address();
    if (!isPort(address)) throw new RangeError('url requires a started server');
    return `http://${this.#options.host}:${address.port}`;
  }

  get isRunning(): boolean {
    return this.#server !== undefined;
  }

  /** How many sockets are open. */
  get clientCount(): number {
    return this.#sockets.clientCount;
  }

  /**
   * Lets a program in the same process hear what clients are told of all skills: the latest at once, then each change.
   *
   * @returns ends it
   */
  async registerMetricsSubscriber(hear: HearMetrics): Promise<() => void> {
    const { subscriber, leave } = subscriberOfMetrics(hear, this.#dependencies.onError);
    await this.#hub.subscribe(metricsFeedName(null), subscriber);
    return () => {
      leave();
      this.#hub.unsubscribe(metricsFeedName(null), subscriber);
    };
  }

  /** Tells everybody goodbye and frees the port. A second call does nothing. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const ticked = this.#stopTicking?.();
    this.#sockets.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(timer);
    await ticked;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { guard } = this.#dependencies;
    const answer =
      refusalAnswer(guard.check(request, 'later')) ??
      this.#routes.methodProblem(request) ??
      refusalAnswer(guard.check(request, 'required')) ??
      (await this.#routes.respond(request));
    sendAnswer(response, { ...answer, headers: { ...securityHeaders, ...answer.headers } }, request.method !== 'HEAD');
    if (!request.complete) endUnwantedBody(request, response);
  }

  async #health(): Promise<{ readonly ok: boolean } & Record<string, unknown>> {
    const { nowMs, version, onError } = this.#dependencies;
    const known = { uptimeSeconds: Math.round((nowMs() - this.#startedAtMs) / 1000), clients: this.clientCount };
    try {
      const answered = version().then(() => 'answers' as const);
      const database = await Promise.race([answered, delay(healthWaitMs, 'waits' as const, { ref: false })]);
      return { ok: true, ...known, database };
    } catch (error) {
      onError(error);
      return { ok: false, ...known, database: 'fails' };
    }
  }

  /** The next look begins an interval after the last has ended, so that slow ones do not pile up. */
  #tickRegularly(): () => Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    let current: Promise<void> = Promise.resolve();
    const tick = async (): Promise<void> => {
      try {
        await this.#hub.tick();
      } catch (error) {
        this.#dependencies.onError(error);
      }
      if (!isOver) later();
    };
    const later = (): void => {
      timer = setTimeout(() => (current = tick()), this.#options.updateIntervalMs);
    };
    later();
    return () => {
      isOver = true;
      clearTimeout(timer);
      return current;
    };
  }
}

const httpOptions: ServerOptions = {
  maxHeaderSize: 16_384,
  // Anything else that a client would like to speak, such as h2c, it is answered in plain HTTP.
  shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
};

/** Lets the peer hear the answer before it is cut off: one that is still sending reads only then. */
function endUnwantedBody(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), 1000);
  request.once('close', () => clearTimeout(timer));
  response.once('finish', () => timer.refresh());
}

/** A browser is to ask for the token itself, and to show it with whatever the page asks for. */
function refusalAnswer(refusal: Refusal | undefined): HttpAnswer | undefined {
  if (refusal === undefined) return undefined;
  const { status, message, headers } = refusal;
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="skills", charset="UTF-8"' } : {};
  return { ...errorAnswer(status, 'refused', message), headers: { ...headers, ...challenge } };
}

function isPort(address: AddressInfo | string | null | undefined): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be opened (${error.code ?? 'unknown'})`;
      reject(
        new SkillsError('invalid-usage', `port ${port} of ${host} ${reason}; --port names another`, { cause: error }),
      );
    });
    server.listen({ host, port }, () => resolve());
  });
}
