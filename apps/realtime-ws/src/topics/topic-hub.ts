import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Feed, FeedPosition, OpenFeed } from './feed.ts';

/** Who gets the messages of feeds. */
export type Subscriber = {
  /** One that has gone is told nothing any more. */
  readonly isOpen: boolean;
  /** @param name - of the feed, whose snapshot is asked for when this subscriber could not take a message */
  deliver(name: string, message: Buffer): void;
};

export type TopicHubOptions = {
  readonly open: OpenFeed;
  /** Changes when the database does: while it does not, nothing is loaded. */
  readonly version: () => Promise<string>;
  readonly onError: (error: unknown) => void;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
};

type Entry = {
  readonly feed: Feed;
  readonly subscribers: Set<Subscriber>;
  /** Who waits for the first look. */
  readonly waiting: Set<Subscriber>;
  /** The first look, which everybody who comes meanwhile waits for. */
  readonly firstLook: Promise<unknown>;
  lookedAtMs: number;
  /** The database may have changed since the last look. */
  isStale: boolean;
  /** The last look failed, and it was told. */
  hasFailed: boolean;
};

/** Whether there is a feed of a name that can be subscribed to. */
export type FeedOffer = 'offered' | 'unknown' | 'too-many-topics';

// Windows move with the clock though nothing is written: a view is made anew once a minute.
const clockStepMs = 60_000;
// Every feed is loaded anew when the database changes; one for each name that somebody thinks of would be too many.
const mostFeeds = 256;
// Ten thousand sockets take half a second; whoever else waits for this thread must not.
const deliveriesAtOnce = 256;
// A feed that failed is not looked at again at once.
const failureRestMs = 5000;

/** The feeds that somebody listens to, each loaded and made into bytes once for all of its subscribers. */
export class TopicHub {
  readonly #options: TopicHubOptions;
  readonly #entries = new Map<string, Entry>();
  #seen: string | undefined;

  constructor(options: TopicHubOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#entries.size === 0;
  }

  offer(name: string): FeedOffer {
    if (this.#entries.has(name)) return 'offered';
    if (this.#options.open(name) === undefined) return 'unknown';
    return this.#entries.size < mostFeeds ? 'offered' : 'too-many-topics';
  }

  /**
   * @param position - of the last message that the subscriber has seen
   * @returns whether there is such a feed
   */
  async subscribe(name: string, subscriber: Subscriber, position?: FeedPosition): Promise<boolean> {
    const entry = this.#entries.get(name) ?? this.#open(name);
    if (entry === undefined) return false;
    entry.waiting.add(subscriber);
    await entry.firstLook;
    const isWanted = entry.waiting.delete(subscriber) || entry.subscribers.has(subscriber);
    if (!isWanted || !subscriber.isOpen) {
      this.#closeIfUnheard(name, entry);
      return true;
    }
    entry.subscribers.add(subscriber);
    if (!entry.feed.hasView) return true;
    const messages = position === undefined ? [entry.feed.snapshot()] : entry.feed.since(position);
    for (const message of messages) subscriber.deliver(name, message);
    return true;
  }

  /** @returns whether it was subscribed */
  unsubscribe(name: string, subscriber: Subscriber): boolean {
    const entry = this.#entries.get(name);
    if (entry === undefined) return false;
    const wasWaiting = entry.waiting.delete(subscriber);
    const was = entry.subscribers.delete(subscriber);
    this.#closeIfUnheard(name, entry);
    return was || wasWaiting;
  }

  /** All that there is to tell, for a subscriber that fell behind; `undefined` when it has left the feed meanwhile. */
  snapshot(name: string, subscriber: Subscriber): Buffer | undefined {
    const entry = this.#entries.get(name);
    return entry?.subscribers.has(subscriber) === true ? entry.feed.snapshot() : undefined;
  }

  /** Loads what may have changed and tells the subscribers. Nothing is done when nobody listens. */
  async tick(): Promise<void> {
    if (this.isIdle) return;
    const { nowMs } = this.#options;
    const version = `${await this.#options.version()} ${Math.floor(nowMs() / clockStepMs)}`;
    const hasChanged = version !== this.#seen;
    this.#seen = version;
    for (const [name, entry] of this.#entries) {
      if (hasChanged) entry.isStale = true;
      const restMs = entry.hasFailed ? Math.max(failureRestMs, entry.feed.restMs) : entry.feed.restMs;
      if (!entry.isStale || nowMs() - entry.lookedAtMs < restMs) continue;
      entry.isStale = false;
      entry.lookedAtMs = nowMs();
      // oxlint-disable-next-line no-await-in-loop -- one question to the database at a time
      const message = await this.#refresh(entry);
      // oxlint-disable-next-line no-await-in-loop
      if (message !== undefined) await deliverToAll(name, entry.subscribers, message);
    }
  }

  #open(name: string): Entry | undefined {
    const feed = this.#options.open(name);
    if (feed === undefined) return undefined;
    const { promise: firstLook, resolve } = Promise.withResolvers<unknown>();
    const lookedAtMs = this.#options.nowMs();
    const listeners = { subscribers: new Set<Subscriber>(), waiting: new Set<Subscriber>() };
    const entry: Entry = { feed, ...listeners, firstLook, lookedAtMs, isStale: false, hasFailed: false };
    this.#entries.set(name, entry);
    resolve(this.#refresh(entry));
    return entry;
  }

  #closeIfUnheard(name: string, entry: Entry): void {
    const isUnheard = entry.subscribers.size === 0 && entry.waiting.size === 0;
    if (isUnheard && this.#entries.get(name) === entry) this.#entries.delete(name);
  }

  async #refresh(entry: Entry): Promise<Buffer | undefined> {
    try {
      const message = await entry.feed.refresh();
      entry.hasFailed = false;
      return message;
    } catch (error) {
      // It is tried again, though nothing else has changed; what is wrong is told once.
      entry.isStale = true;
      if (!entry.hasFailed) this.#options.onError(error);
      entry.hasFailed = true;
      return undefined;
    }
  }
}

async function deliverToAll(name: string, subscribers: ReadonlySet<Subscriber>, message: Buffer): Promise<void> {
  for (const [index, subscriber] of [...subscribers].entries()) {
    // oxlint-disable-next-line no-await-in-loop -- a part at a time
    if (index > 0 && index % deliveriesAtOnce === 0) await yieldToOthers();
    if (subscribers.has(subscriber)) subscriber.deliver(name, message);
  }
}
