import { parseTopicMessage } from './server-message.ts';
import { mirrorTopic } from './topic-mirror.ts';
import type { TopicState } from './topic-mirror.ts';

export type LiveStatus = 'connecting' | 'open' | 'lost';

/** What a socket tells. */
export type SocketListener = {
  readonly opened: () => void;
  readonly heard: (text: string) => void;
  readonly closed: () => void;
};

export type LiveSocket = {
  readonly send: (text: string) => void;
  /** Nothing is told after it. */
  readonly close: () => void;
};

export type LiveConnectionOptions = {
  readonly open: (listener: SocketListener) => LiveSocket;
  /** Runs after so many milliseconds; returns how to cancel it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Uniform in [0, 1). */
  readonly random: () => number;
};

type Topic = { state: TopicState | undefined; readonly listeners: Set<() => void> };

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** Between two signs of life that are asked for, and how long an answer may take. */
const heartbeatMs = 15_000;
const patienceMs = 5_000;

/**
 * One socket for everything that the page hears. When it is lost it is opened again after a wait that doubles, and each
 * topic goes on where it was, so that nothing is missed and nothing sent twice.
 */
export class LiveConnection {
  readonly #options: LiveConnectionOptions;
  readonly #topics = new Map<string, Topic>();
  readonly #statusListeners = new Set<() => void>();
  #socket: LiveSocket | undefined;
  #status: LiveStatus = 'connecting';
  #attempts = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** Opens the socket now, also while waiting for the next attempt. */
  connect(): void {
    if (this.#socket !== undefined) return;
    this.#cancelTimer?.();
    this.#socket = this.#options.open({
      opened: () => {
        this.#attempts = 0;
        this.#setStatus('open');
        for (const [name, { state }] of this.#topics) this.#ask(name, state);
        this.#beat();
      },
      heard: (text) => {
        this.#beat();
        this.#hear(text);
      },
      closed: () => this.#lose(),
    });
    this.#cancelTimer = this.#options.after(patienceMs, () => this.#lose());
  }

  state(topic: string): TopicState | undefined {
    return this.#topics.get(topic)?.state;
  }

  /** @returns how to stop being told */
  subscribe(topic: string, listener: () => void): () => void {
    const entry = this.#topics.get(topic) ?? { state: undefined, listeners: new Set() };
    if (!this.#topics.has(topic)) {
      this.#topics.set(topic, entry);
      this.#ask(topic, undefined);
    }
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      if (entry.listeners.size > 0 || this.#topics.get(topic) !== entry) return;
      this.#topics.delete(topic);
      this.#send({ type: 'unsubscribe', topic });
    };
  }

  /** @returns how to stop being told */
  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  #hear(text: string): void {
    const message = parseTopicMessage(text);
    const entry = message === undefined ? undefined : this.#topics.get(message.topic);
    if (message === undefined || entry === undefined) return;
    const next = mirrorTopic(entry.state, message);
    if (next === 'gap') {
      entry.state = undefined;
      this.#ask(message.topic, undefined);
    } else if (next !== entry.state) {
      entry.state = next;
      for (const listener of entry.listeners) listener();
    }
  }

  #ask(topic: string, state: TopicState | undefined): void {
    this.#send({ type: 'subscribe', topic, ...state?.position });
  }

  #send(message: object): void {
    if (this.#status === 'open') this.#socket?.send(JSON.stringify(message));
  }

  /** A connection that says nothing may be dead without having been closed. */
  #beat(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.after(heartbeatMs, () => {
      this.#send({ type: 'ping' });
      this.#cancelTimer = this.#options.after(patienceMs, () => this.#lose());
    });
  }

  #lose(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    socket.close();
    this.#cancelTimer?.();
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#attempts);
    this.#attempts += 1;
    // Pages that lost the same server do not come back in the same moment.
    this.#cancelTimer = this.#options.after(waitMs * (0.75 + this.#options.random() / 2), () => this.connect());
    this.#setStatus('lost');
  }

  #setStatus(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#statusListeners) listener();
  }
}
