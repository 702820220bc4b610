import {
  type ExpositionFormat,
  expositionEnd,
  limitSamples,
  type MetricFamily,
  mergeFamilies,
  renderFamilies,
  sampleCount,
  snapshotFamilies,
} from '@skills/exporters';
import type { MetricsSnapshot } from '@skills/schema';
import { exporterFamilies, type ExporterHealth } from './exporter-families.ts';
import type { RecordedMetrics } from './recorded-metrics.ts';

/** How many samples one answer holds at most. */
export const mostSamples = 2000;

type Body = {
  readonly snapshot: MetricsSnapshot | undefined;
  readonly recordedVersion: number;
  readonly families: readonly MetricFamily[];
  readonly texts: Map<ExpositionFormat, string>;
};

/** The text of an answer; what has not changed since the last one is not made again. */
export class Exposition {
  readonly #recorded: RecordedMetrics;
  #body: Body | undefined;
  #droppedSeries = 0;

  constructor(recorded: RecordedMetrics) {
    this.#recorded = recorded;
  }

  text(format: ExpositionFormat, health: Omit<ExporterHealth, 'droppedSeries'>): string {
    const body = this.#currentBody(health.refresh?.snapshot);
    let text = body.texts.get(format);
    if (text === undefined) {
      text = renderFamilies(body.families, format);
      body.texts.set(format, text);
    }
    const own = exporterFamilies({ ...health, droppedSeries: this.#droppedSeries });
    return text + renderFamilies(own, format) + expositionEnd(format);
  }

  #currentBody(snapshot: MetricsSnapshot | undefined): Body {
    const { version } = this.#recorded;
    const known = this.#body;
    if (known !== undefined && known.snapshot === snapshot && known.recordedVersion === version) return known;
    const families = mergeFamilies(snapshot === undefined ? [] : snapshotFamilies(snapshot), this.#recorded.families());
    const limited = limitSamples(families, mostSamples - ownSamples);
    const dropped = (snapshot?.foldedSeries ?? 0) + this.#recorded.folded + limited.dropped;
    // A counter: what was dropped once has been dropped.
    this.#droppedSeries = Math.max(this.#droppedSeries, dropped);
    this.#body = { snapshot, recordedVersion: version, families: limited.families, texts: new Map() };
    return this.#body;
  }
}

const ownSamples = exporterFamilies({
  refresh: { snapshot: undefined, refreshedAtMs: 0, durationSeconds: 0, errors: 0, isStale: false },
  droppedSeries: 0,
  scrapes: 0,
  scrapeSeconds: 0,
}).reduce((sum, family) => sum + sampleCount(family), 0);
