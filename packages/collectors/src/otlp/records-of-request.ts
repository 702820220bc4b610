import { parseTimestampMs } from '@skills/schema';
import type { AttributeValue, OtlpRecord } from './otlp-record.ts';
import type { OtlpAttribute, OtlpLogRecord, OtlpRequest, OtlpSpan, OtlpValue } from './otlp-request.ts';

const nanosecondsPerMs = 1_000_000n;

/** Every log record and span of a request that has a name and a time. */
export function* recordsOfRequest(request: OtlpRequest): Generator<OtlpRecord> {
  for (const { resource, scopeLogs = [] } of request.resourceLogs ?? []) {
    const shared = attributesOf(resource?.attributes);
    for (const { logRecords = [] } of scopeLogs) {
      for (const record of logRecords) {
        const read = logRecordOf(record, shared);
        if (read !== undefined) yield read;
      }
    }
  }
  for (const { resource, scopeSpans = [] } of request.resourceSpans ?? []) {
    const shared = attributesOf(resource?.attributes);
    for (const { spans = [] } of scopeSpans) {
      for (const span of spans) {
        const read = spanOf(span, shared);
        if (read !== undefined) yield read;
      }
    }
  }
}

type Attributes = ReadonlyMap<string, AttributeValue>;

function logRecordOf(record: OtlpLogRecord, shared: Attributes): OtlpRecord | undefined {
  const own = attributesOf(record.attributes);
  // Codex names in the record itself the place in its source.
  const name = own.get('event.name') ?? record.eventName ?? record.body?.stringValue;
  const stated = own.get('event.timestamp');
  // Codex leaves the time of the record itself at 0.
  const atMs =
    (typeof stated === 'string' ? parseTimestampMs(stated) : undefined) ??
    millisecondsOf(record.timeUnixNano) ??
    millisecondsOf(record.observedTimeUnixNano);
  if (typeof name !== 'string' || atMs === undefined) return undefined;
  return { name, service: serviceOf(shared), atMs, attributes: new Map([...shared, ...own]) };
}

function spanOf(span: OtlpSpan, shared: Attributes): OtlpRecord | undefined {
  const atMs = millisecondsOf(span.endTimeUnixNano);
  const startedAtMs = millisecondsOf(span.startTimeUnixNano);
  if (span.name === undefined || atMs === undefined) return undefined;
  const code = span.status?.code;
  return {
    name: span.name,
    service: serviceOf(shared),
    atMs,
    durationSeconds: startedAtMs === undefined ? undefined : Math.max(0, atMs - startedAtMs) / 1000,
    isError: code === 2 || code === 'STATUS_CODE_ERROR',
    attributes: new Map([...shared, ...attributesOf(span.attributes)]),
  };
}

function serviceOf(shared: Attributes): string {
  const service = shared.get('service.name');
  return typeof service === 'string' ? service : '';
}

function attributesOf(attributes: readonly OtlpAttribute[] = []): Attributes {
  const read = new Map<string, AttributeValue>();
  for (const { key, value } of attributes) {
    const plain = plainValue(value);
    if (plain !== undefined) read.set(key, plain);
  }
  return read;
}

function plainValue(value: OtlpValue | undefined): AttributeValue | undefined {
  const integer = value?.intValue;
  if (integer !== undefined) return Number(integer);
  return value?.stringValue ?? value?.boolValue ?? value?.doubleValue;
}

/** `undefined` for what is absent, 0 or no number. */
function millisecondsOf(nanoseconds: string | number | undefined): number | undefined {
  if (typeof nanoseconds === 'number') return nanoseconds > 0 ? Math.floor(nanoseconds / 1e6) : undefined;
  if (nanoseconds === undefined || !/^\d{1,20}$/.test(nanoseconds)) return undefined;
  const ms = Number(BigInt(nanoseconds) / nanosecondsPerMs);
  return ms > 0 ? ms : undefined;
}
