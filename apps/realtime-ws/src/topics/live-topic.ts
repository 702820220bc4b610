import { encodeMessage } from '../protocol/server-message.ts';
import type { Feed, FeedPosition } from './feed.ts';
import type { TopicSource, TopicView } from './topic-source.ts';

/** Changes kept for clients that come back; more bytes of them would cost more than the whole view. */
const keptChanges = 64;
const keptBytes = 1024 * 1024;

/**
 * One topic as its subscribers know it: the latest view, and the last changes, each with its number. A view is compared
 * with the one before row by row; what did not change is not sent.
 */
export class LiveTopic implements Feed {
  readonly #name: string;
  readonly #epoch: string;
  readonly #source: TopicSource;
  #sequence = 0;
  #summary = '';
  #rows = new Map<string, string>();
  #snapshot: Buffer | undefined;
  #changes: Buffer[] = [];
  #changeBytes = 0;

  /** @param epoch - tells this run of the topic from one before: numbers of another run mean nothing */
  constructor(name: string, { epoch, source }: { readonly epoch: string; readonly source: TopicSource }) {
    this.#name = name;
    this.#epoch = epoch;
    this.#source = source;
  }

  get restMs(): number {
    return this.#source.restMs ?? 0;
  }

  get hasView(): boolean {
    return this.#sequence > 0;
  }

  async refresh(): Promise<Buffer | undefined> {
    return this.#update(await this.#source.load());
  }

  /** The whole of the latest view. */
  snapshot(): Buffer {
    this.#snapshot ??= Buffer.from(
      `{"type":"snapshot","topic":${JSON.stringify(this.#name)},"epoch":${JSON.stringify(this.#epoch)},` +
        `"sequence":${this.#sequence},"summary":${this.#summary || '{}'},"rows":{${this.#rowsJson()}}}`,
    );
    return this.#snapshot;
  }

  /** What a client that knows `position` has missed; the whole view when that is too long ago. */
  since({ epoch, sequence }: FeedPosition): readonly Buffer[] {
    const missed = this.#sequence - sequence;
    if (epoch !== this.#epoch || missed < 0 || missed > this.#changes.length) return [this.snapshot()];
    return this.#changes.slice(this.#changes.length - missed);
  }

  #update(view: TopicView): Buffer | undefined {
    const summary = JSON.stringify(view.summary);
    const rows = new Map([...view.rows].map(([key, row]) => [key, JSON.stringify(row)]));
    const changed = [...view.rows].filter(([key]) => rows.get(key) !== this.#rows.get(key));
    const removed = [...this.#rows.keys()].filter((key) => !rows.has(key));
    const isSummaryNew = summary !== this.#summary;
    const isFirst = !this.hasView;
    if (!isFirst && !isSummaryNew && changed.length === 0 && removed.length === 0) return undefined;
    this.#summary = summary;
    this.#rows = rows;
    this.#sequence += 1;
    this.#snapshot = undefined;
    // Nobody has heard anything yet.
    if (isFirst) return this.snapshot();
    const message = encodeMessage({
      type: 'changes',
      ...this.#position(),
      ...(isSummaryNew ? { summary: view.summary } : {}),
      rows: Object.fromEntries(changed),
      removed,
    });
    this.#keep(message);
    return message;
  }

  #keep(change: Buffer): void {
    this.#changes.push(change);
    this.#changeBytes += change.length;
    while (this.#changes.length > keptChanges || this.#changeBytes > keptBytes) {
      this.#changeBytes -= this.#changes.shift()?.length ?? 0;
    }
  }

  #position(): { readonly topic: string } & FeedPosition {
    return { topic: this.#name, epoch: this.#epoch, sequence: this.#sequence };
  }

  #rowsJson(): string {
    return [...this.#rows].map(([key, row]) => `${JSON.stringify(key)}:${row}`).join(',');
  }
}
