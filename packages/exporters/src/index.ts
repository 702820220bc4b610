export { contentCallId } from './content-call-id.ts';
export { readCsv } from './csv/read-csv.ts';
export { writeCsv } from './csv/write-csv.ts';
export { eventFormatOf, eventFormats, writeEvents } from './event-format.ts';
export type { EventFormat } from './event-format.ts';
export { readNdjson } from './ndjson/read-ndjson.ts';
export { writeNdjson } from './ndjson/write-ndjson.ts';
export { readParquet } from './parquet/read-parquet.ts';
export { writeParquet } from './parquet/write-parquet.ts';
export { labelText } from './prometheus/label-text.ts';
export { limitSamples } from './prometheus/limit-samples.ts';
export { mergeFamilies } from './prometheus/merge-families.ts';
export { numberFamily, sampleCount } from './prometheus/metric-family.ts';
export type {
  FamilyHead,
  Histogram,
  HistogramFamily,
  LabelText,
  MetricFamily,
  NumberFamily,
} from './prometheus/metric-family.ts';
export {
  activeSessionsHead,
  anomaliesHead,
  completionRateHead,
  durationHead,
  invocationsHead,
} from './prometheus/mission-metrics.ts';
export { ownMetrics } from './prometheus/own-metrics.ts';
export { contentTypes, expositionEnd, renderFamilies } from './prometheus/render-families.ts';
export type { ExpositionFormat } from './prometheus/render-families.ts';
export { snapshotFamilies } from './prometheus/snapshot-families.ts';
export { readEventFile } from './read-event-file.ts';
export type { AcceptedLine, ReadEvent, RejectedLine } from './read-event.ts';
export { writeFileAtomically } from './write-file-atomically.ts';
