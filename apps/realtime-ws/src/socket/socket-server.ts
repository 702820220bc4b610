import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { RequestGuard } from '@skills/http-guard';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { TopicHub } from '../topics/topic-hub.ts';
import { ClientSession } from './client-session.ts';
import { closeCodes } from './close-codes.ts';
import { LiveClient } from './live-client.ts';
import type { SocketLimits } from './socket-limits.ts';

export type SocketServerOptions = {
  readonly hub: TopicHub;
  readonly guard: RequestGuard;
  readonly limits: SocketLimits;
  readonly timestamp: () => string;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
};

// A message of a client is a few words; ws counts fragments and chunks against floods of tiny ones.
const frameLimits = {
  maxPayload: 64 * 1024,
  maxFragments: 64,
  maxBufferedChunks: 1024,
  // Milliseconds that a client that was told goodbye may take to answer.
  closeTimeout: 500,
} as const;
const settleEveryMs = 250;

/** The sockets of the server: who may connect, who still lives, who cannot keep up. */
export class SocketServer {
  readonly #options: SocketServerOptions;
  readonly #sockets: WebSocketServer;
  readonly #clients = new Map<WebSocket, { readonly client: LiveClient; missedBeats: number }>();
  readonly #perAddress = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[];

  constructor(options: SocketServerOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      ...frameLimits,
    });
    this.#timers = [
      setInterval(() => this.#settle(), settleEveryMs),
      setInterval(() => this.#beat(), options.limits.heartbeatMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Answers a request to become a socket, or refuses it before anything is said. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that goes away in the middle of the handshake is no failure of ours.
    socket.on('error', () => socket.destroy());
    const address = request.socket.remoteAddress ?? '';
    const refusal = this.#options.guard.check(request, 'later') ?? this.#crowded(address);
    if (refusal !== undefined) {
      refuseUpgrade(socket, refusal);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket, request, address));
  }

  /** Says goodbye to everybody; who does not hear it is cut off. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#clients.keys()) socket.close(closeCodes.goingAway, 'the server ends');
  }

  #crowded(address: string): { readonly status: number; readonly message: string } | undefined {
    const { connections, connectionsPerAddress } = this.#options.limits;
    if (this.#clients.size >= connections) return { status: 503, message: 'too many connections' };
    const here = this.#perAddress.get(address) ?? 0;
    return here >= connectionsPerAddress ? { status: 429, message: 'too many connections of this address' } : undefined;
  }

  #welcome(socket: WebSocket, request: IncomingMessage, address: string): void {
    const { hub, guard, limits, timestamp, nowMs } = this.#options;
    const client = new LiveClient({ socket, limits, latest: (name, who) => hub.snapshot(name, who), nowMs });
    const state = { client, missedBeats: 0 };
    this.#clients.set(socket, state);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    // Frames that break the protocol: ws has closed the socket already.
    socket.on('error', () => undefined);
    socket.on('pong', () => (state.missedBeats = 0));
    socket.on('close', () => this.#forget(socket, address));
    const needsToken = guard.asksForToken && !guard.isAuthenticated(request);
    const session = new ClientSession({
      socket,
      client,
      hub,
      limits,
      isAuthenticated: guard.asksForToken && !needsToken,
      isTokenRight: needsToken ? (token) => guard.isTokenRight(token) : undefined,
      timestamp,
      nowMs,
    });
    session.start();
  }

  #forget(socket: WebSocket, address: string): void {
    this.#clients.delete(socket);
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  #settle(): void {
    for (const { client } of this.#clients.values()) client.settle();
  }

  #beat(): void {
    for (const [socket, state] of this.#clients) {
      if (state.missedBeats >= 2) {
        socket.terminate();
        continue;
      }
      state.missedBeats += 1;
      socket.ping();
    }
  }
}
