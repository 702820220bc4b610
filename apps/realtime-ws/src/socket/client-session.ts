import { TokenBucket } from '@skills/http-guard';
import type { WebSocket } from 'ws';
import { clientMessageSchema, tokenMessageSchema } from '../protocol/client-message.ts';
import type { ClientMessage } from '../protocol/client-message.ts';
import { encodeMessage } from '../protocol/server-message.ts';
import type { ServerMessage } from '../protocol/server-message.ts';
import type { FeedPosition } from '../topics/feed.ts';
import { metricsFeedName } from '../topics/feed-names.ts';
import type { TopicHub } from '../topics/topic-hub.ts';
import { closeCodes } from './close-codes.ts';
import type { LiveClient } from './live-client.ts';
import type { SocketLimits } from './socket-limits.ts';

export type ClientSessionOptions = {
  readonly socket: WebSocket;
  readonly client: LiveClient;
  readonly hub: TopicHub;
  readonly limits: SocketLimits;
  /** A token was shown with the request. */
  readonly isAuthenticated: boolean;
  /** Tells whether a token is right; `undefined` when none is asked for or one was shown already. */
  readonly isTokenRight: ((token: string) => boolean) | undefined;
  /** ISO 8601 UTC. */
  readonly timestamp: () => string;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
};

/** What is said between the server and one client: the token first when it is asked for, then subscriptions. */
export class ClientSession {
  readonly #options: ClientSessionOptions;
  readonly #subscribed = new Set<string>();
  readonly #bucket: TokenBucket;
  #mayTalk: boolean;

  constructor(options: ClientSessionOptions) {
    this.#options = options;
    const burst = options.limits.messagesPerSecond;
    this.#bucket = new TokenBucket({ intervalMs: 1000 / burst, burst }, options.nowMs());
    this.#mayTalk = options.isTokenRight === undefined;
  }

  start(): void {
    const { socket, limits } = this.#options;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (this.#isWithinRate()) void this.#receive(isBinary ? undefined : data.toString());
    });
    socket.on('ping', () => this.#isWithinRate());
    socket.on('close', () => this.#leave());
    if (this.#mayTalk) {
      this.#welcome(this.#options.isAuthenticated);
    } else {
      const timer = setTimeout(() => this.#refuseToken(), limits.tokenMs);
      socket.once('close', () => clearTimeout(timer));
      socket.once('message', () => clearTimeout(timer));
    }
  }

  async #receive(text: string | undefined): Promise<void> {
    const json = text === undefined ? undefined : parsed(text);
    if (!this.#mayTalk) {
      this.#takeToken(json);
      return;
    }
    const message = clientMessageSchema.safeParse(json);
    if (!message.success) {
      const [issue] = message.error.issues;
      const where = issue?.path.join('.') ?? '';
      this.#refuse('invalid-message', `${where === '' ? 'message' : where}: ${issue?.message ?? 'not understood'}`);
      return;
    }
    await this.#obey(message.data);
  }

  async #obey(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'ping':
        this.#send({ type: 'pong' });
        break;
      case 'subscribe':
        await this.#subscribe(message);
        break;
      case 'unsubscribe':
        this.#unsubscribe(message.topic);
        break;
    }
  }

  async #subscribe(message: Extract<ClientMessage, { readonly type: 'subscribe' }>): Promise<void> {
    const { topic, skill = null, epoch, sequence } = message;
    const { hub, client, limits, timestamp } = this.#options;
    const name = topic ?? metricsFeedName(skill);
    if (topic === undefined) this.#leaveMetrics();
    if (!this.#subscribed.has(name) && this.#subscribed.size >= limits.subscriptionsPerClient) {
      this.#refuse('too-many-subscriptions', `at most ${limits.subscriptionsPerClient} subscriptions`);
      return;
    }
    const position: FeedPosition | undefined =
      epoch === undefined || sequence === undefined ? undefined : { epoch, sequence };
    const offer = hub.offer(name);
    if (offer !== 'offered') {
      const text = offer === 'unknown' ? `no topic ${name.slice(0, 64)}` : 'others listen to too many topics';
      this.#refuse(offer === 'unknown' ? 'unknown-topic' : offer, text);
      return;
    }
    // The confirmation comes before what it confirms.
    this.#subscribed.add(name);
    this.#send({
      type: 'subscription_confirmed',
      skill: topic === undefined ? skill : null,
      ...(topic === undefined ? {} : { topic }),
      timestamp: timestamp(),
    });
    await hub.subscribe(name, client, position);
  }

  #unsubscribe(topic: string | undefined): void {
    const { hub, client, timestamp } = this.#options;
    if (topic === undefined) this.#leaveMetrics();
    else if (this.#subscribed.delete(topic)) hub.unsubscribe(topic, client);
    this.#send({ type: 'unsubscribed', ...(topic === undefined ? {} : { topic }), timestamp: timestamp() });
  }

  /** The numbers of the mission are those of one skill or of all, not of several. */
  #leaveMetrics(): void {
    const { hub, client } = this.#options;
    for (const name of this.#subscribed) {
      if (!name.startsWith(metricsFeedName(null))) continue;
      this.#subscribed.delete(name);
      hub.unsubscribe(name, client);
    }
  }

  #takeToken(json: unknown): void {
    const message = tokenMessageSchema.safeParse(json);
    if (!message.success || this.#options.isTokenRight?.(message.data.token) !== true) {
      this.#refuseToken();
      return;
    }
    this.#mayTalk = true;
    this.#welcome(true);
  }

  #welcome(authenticated: boolean): void {
    const { hub, client, timestamp } = this.#options;
    this.#send({ type: 'connected', message: 'skills realtime', authenticated, timestamp: timestamp() });
    // Everybody hears of all skills until they say otherwise.
    const all = metricsFeedName(null);
    this.#subscribed.add(all);
    void hub.subscribe(all, client);
  }

  #isWithinRate(): boolean {
    if (this.#bucket.take(this.#options.nowMs())) return true;
    this.#options.socket.close(closeCodes.policy, 'too many messages');
    return false;
  }

  #refuseToken(): void {
    this.#options.socket.close(closeCodes.unauthenticated, 'Authentication failed');
  }

  #refuse(code: string, message: string): void {
    this.#send({ type: 'error', code, message });
  }

  #leave(): void {
    for (const name of this.#subscribed) this.#options.hub.unsubscribe(name, this.#options.client);
    this.#subscribed.clear();
  }

  #send(message: ServerMessage): void {
    const { socket } = this.#options;
    if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message), { binary: false });
  }
}

/** `undefined` for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
