import { encodeMessage } from '../protocol/server-message.ts';
import type { MetricsUpdate } from '../protocol/server-message.ts';
import type { Feed } from './feed.ts';

/** The numbers of the mission's `metrics_update`, of one skill or of all. */
export type MetricsSource = (skillName: string | null) => Promise<MetricsUpdate>;

/** `metrics_update` of one skill or of all: each message is the whole. */
export class MetricsFeed implements Feed {
  readonly restMs = 0;
  readonly #load: () => Promise<MetricsUpdate>;
  readonly #now: () => string;
  #data = '';
  #message: Buffer = Buffer.alloc(0);

  /** @param now - ISO 8601 UTC */
  constructor(load: () => Promise<MetricsUpdate>, now: () => string) {
    this.#load = load;
    this.#now = now;
  }

  get hasView(): boolean {
    return this.#message.length > 0;
  }

  async refresh(): Promise<Buffer | undefined> {
    const metrics = await this.#load();
    const data = JSON.stringify(metrics.data);
    if (this.hasView && data === this.#data) return undefined;
    this.#data = data;
    this.#message = encodeMessage({ type: 'metrics_update', timestamp: this.#now(), ...metrics });
    return this.#message;
  }

  snapshot(): Buffer {
    return this.#message;
  }

  since(): readonly Buffer[] {
    return [this.#message];
  }
}
