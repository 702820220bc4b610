import { SpanStatusCode } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** The moment of every record here: 2026-11-21T00:10:00Z. */
const atMs = Date.UTC(2026, 10, 21, 0, 10);
const nanoseconds = (ms: number): string => `${ms}000000`;

/** A log record of OTLP/JSON. */
export function aLogRecord(name: string, attributes: Attributes) {
  return { timeUnixNano: nanoseconds(atMs), attributes: keyValues({ 'event.name': name, ...attributes }) };
}

/** A span of OTLP/JSON that took so many seconds. */
export function aSpan(attributes: Attributes, seconds = 1) {
  const startTimeUnixNano = nanoseconds(atMs - seconds * 1000);
  return { name: 'span', startTimeUnixNano, endTimeUnixNano: nanoseconds(atMs), attributes: keyValues(attributes) };
}

export function logsOf(service: string, logRecords: readonly object[]) {
  return { resourceLogs: [{ resource: resourceOf(service), scopeLogs: [{ logRecords }] }] };
}

export function spansOf(service: string, spans: readonly object[]) {
  return { resourceSpans: [{ resource: resourceOf(service), scopeSpans: [{ spans }] }] };
}

function resourceOf(service: string) {
  return { attributes: keyValues({ 'service.name': service }) };
}

function keyValues(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => {
    if (typeof value === 'string') return { key, value: { stringValue: value } };
    return { key, value: typeof value === 'number' ? { intValue: String(value) } : { boolValue: value } };
  });
}

/** The same record as the OpenTelemetry SDK makes it. */
export function sdkLogRecords(service: string, name: string, attributes: Attributes): ReadableLogRecord[] {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  provider.getLogger('test').emit({ timestamp: atMs, attributes: { 'event.name': name, ...attributes } });
  return exporter.getFinishedLogRecords();
}

/** A failed span of two seconds as the OpenTelemetry SDK makes it. */
export function sdkSpans(service: string, attributes: Attributes): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const span = provider.getTracer('test').startSpan('execute_tool', { startTime: atMs - 2000, attributes });
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(atMs);
  return exporter.getFinishedSpans();
}
