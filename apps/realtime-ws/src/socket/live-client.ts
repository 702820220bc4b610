import type { WebSocket } from 'ws';
import type { Subscriber } from '../topics/topic-hub.ts';
import type { SocketLimits } from './socket-limits.ts';

export type LiveClientOptions = {
  readonly socket: WebSocket;
  readonly limits: Pick<SocketLimits, 'bufferedBytes' | 'slowMs'>;
  /** The latest state of a feed that a client hears, for one that could not keep up. */
  readonly latest: (name: string, client: LiveClient) => Buffer | undefined;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
};

/**
 * One connected client. Messages go out at once while it keeps up. When too much waits for it, messages are left out, and
 * the feeds concerned are remembered: once it has caught up it gets their latest state; when it does not, it is dropped.
 */
export class LiveClient implements Subscriber {
  readonly #options: LiveClientOptions;
  readonly #missed = new Set<string>();
  #slowSinceMs: number | undefined;

  constructor(options: LiveClientOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    const { socket } = this.#options;
    return socket.readyState === socket.OPEN;
  }

  deliver(name: string, message: Buffer): void {
    if (!this.isOpen) return;
    if (this.#isFull()) {
      this.#missed.add(name);
      this.#slowSinceMs ??= this.#options.nowMs();
      return;
    }
    this.#send(message);
  }

  /** Looks whether a slow client has caught up, or has been slow for too long. */
  settle(): void {
    if (this.#slowSinceMs === undefined) return;
    const { socket, limits, latest, nowMs } = this.#options;
    if (this.#isFull()) {
      // close() would wait for a client that reads nothing.
      if (nowMs() - this.#slowSinceMs >= limits.slowMs) socket.terminate();
      return;
    }
    this.#slowSinceMs = undefined;
    for (const name of this.#missed) {
      const message = latest(name, this);
      if (message !== undefined) this.#send(message);
    }
    this.#missed.clear();
  }

  #isFull(): boolean {
    return this.#options.socket.bufferedAmount > this.#options.limits.bufferedBytes;
  }

  #send(message: Buffer): void {
    this.#options.socket.send(message, { binary: false });
  }
}
