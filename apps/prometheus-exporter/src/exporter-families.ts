import type { FamilyHead, MetricFamily } from '@skills/exporters';
import { numberFamily } from '@skills/exporters';
import type { RefreshState } from './snapshot-keeper.ts';

/** How the exporter itself is. */
export type ExporterHealth = {
  /** `undefined` without a database. */
  readonly refresh: RefreshState | undefined;
  /** Series told as part of `other`, or not at all; the most so far. */
  readonly droppedSeries: number;
  readonly scrapes: number;
  /** Of the scrape before this one. */
  readonly scrapeSeconds: number | undefined;
};

type ExporterMetric =
  | 'stale'
  | 'refreshedAt'
  | 'refreshSeconds'
  | 'refreshErrors'
  | 'dropped'
  | 'scrapes'
  | 'scrapeSeconds';

/** Metrics of the exporter's own health. `docs/metrics.md` has a row for each. */
export const exporterMetrics: Readonly<Record<ExporterMetric, FamilyHead>> = {
  stale: gauge('skills_exporter_stale', '1 when the numbers are old because the database does not answer'),
  refreshedAt: gauge('skills_exporter_last_refresh_timestamp_seconds', 'When the database last answered'),
  refreshSeconds: gauge('skills_exporter_refresh_duration_seconds', 'How long the database took to answer'),
  refreshErrors: counter('skills_exporter_refresh_errors_total', 'Times that the database failed or was too slow'),
  dropped: counter('skills_dropped_series_total', 'Series that are told as part of another, or not at all'),
  scrapes: counter('skills_exporter_scrapes_total', 'Answers given to monitoring systems'),
  scrapeSeconds: gauge('skills_scrape_duration_seconds', 'How long the answer before this one took'),
};

export function exporterFamilies(health: ExporterHealth): readonly MetricFamily[] {
  const { refresh, droppedSeries, scrapes, scrapeSeconds } = health;
  const refreshFamilies =
    refresh === undefined
      ? []
      : [
          single(exporterMetrics.stale, refresh.isStale ? 1 : 0),
          single(
            exporterMetrics.refreshedAt,
            refresh.refreshedAtMs === undefined ? undefined : refresh.refreshedAtMs / 1000,
          ),
          single(exporterMetrics.refreshSeconds, refresh.durationSeconds),
          single(exporterMetrics.refreshErrors, refresh.errors),
        ];
  return [
    ...refreshFamilies,
    single(exporterMetrics.dropped, droppedSeries),
    single(exporterMetrics.scrapes, scrapes),
    single(exporterMetrics.scrapeSeconds, scrapeSeconds),
  ];
}

function single(head: FamilyHead, value: number | undefined): MetricFamily {
  return numberFamily(head, value === undefined ? [] : [['', value]]);
}

function gauge(name: string, help: string): FamilyHead {
  return { type: 'gauge', name, help };
}

function counter(name: string, help: string): FamilyHead {
  return { type: 'counter', name, help };
}
