import { BinaryReader } from '@bufbuild/protobuf/wire';
import { SkillsError } from '@skills/schema';
import type { OtlpAttribute, OtlpLogRecord, OtlpRequest, OtlpSpan, OtlpValue } from './otlp-request.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads the value of one field into what is being made. */
type ReadField<T> = (reader: BinaryReader, into: T) => void;

/**
 * An export request of logs, traces or metrics from protobuf, in the form of OTLP/JSON. Field numbers are those of
 * opentelemetry-proto 1.x, where all three requests hold their resources in field 1.
 *
 * @throws {SkillsError} 'invalid-input' when the bytes are not such a message
 */
export function decodeProtobuf(signal: 'logs' | 'traces' | 'metrics', body: Uint8Array): OtlpRequest {
  try {
    return decoders[signal](new BinaryReader(body), body.length);
  } catch (error) {
    throw new SkillsError('invalid-input', `the body is not a protobuf export request of ${signal}`, { cause: error });
  }
}

/** A reader of messages: knows some fields by number and steps over the others. */
function message<T extends object>(empty: () => T, fields: Readonly<Record<number, ReadField<T>>>) {
  return (reader: BinaryReader, length: number): T => {
    const end = reader.pos + length;
    const made = empty();
    while (reader.pos < end) {
      const [number, type] = reader.tag();
      const read = fields[number];
      if (read === undefined) reader.skip(type, number);
      else read(reader, made);
    }
    if (reader.pos > end) throw new RangeError('a field reaches beyond its message');
    return made;
  };
}

const value = message<Mutable<OtlpValue>>(() => ({}), {
  1: (reader, into) => (into.stringValue = reader.string()),
  2: (reader, into) => (into.boolValue = reader.bool()),
  3: (reader, into) => (into.intValue = String(reader.int64())),
  4: (reader, into) => (into.doubleValue = reader.double()),
});

const attribute = message<Mutable<OtlpAttribute>>(() => ({ key: '' }), {
  1: (reader, into) => (into.key = reader.string()),
  2: (reader, into) => (into.value = value(reader, reader.uint32())),
});

type Attributed = { attributes: OtlpAttribute[] };
const attributed = (): Attributed => ({ attributes: [] });
const addAttribute: ReadField<Attributed> = (reader, into) => into.attributes.push(attribute(reader, reader.uint32()));

const resource = message<Attributed>(attributed, { 1: addAttribute });

const logRecord = message<Mutable<OtlpLogRecord> & Attributed>(attributed, {
  1: (reader, into) => (into.timeUnixNano = String(reader.fixed64())),
  5: (reader, into) => (into.body = value(reader, reader.uint32())),
  6: addAttribute,
  11: (reader, into) => (into.observedTimeUnixNano = String(reader.fixed64())),
  12: (reader, into) => (into.eventName = reader.string()),
});

const status = message<{ code?: number }>(() => ({}), { 3: (reader, into) => (into.code = reader.int32()) });

const span = message<Mutable<OtlpSpan> & Attributed>(attributed, {
  5: (reader, into) => (into.name = reader.string()),
  7: (reader, into) => (into.startTimeUnixNano = String(reader.fixed64())),
  8: (reader, into) => (into.endTimeUnixNano = String(reader.fixed64())),
  9: addAttribute,
  15: (reader, into) => (into.status = status(reader, reader.uint32())),
});

const scopeLogs = message<{ logRecords: OtlpLogRecord[] }>(() => ({ logRecords: [] }), {
  2: (reader, into) => into.logRecords.push(logRecord(reader, reader.uint32())),
});

const scopeSpans = message<{ spans: OtlpSpan[] }>(() => ({ spans: [] }), {
  2: (reader, into) => into.spans.push(span(reader, reader.uint32())),
});

type Held<Scope> = { resource?: Attributed; scopes: Scope[] };

/** `ResourceLogs` and `ResourceSpans`: the resource, and what came of it by scope. */
function held<Scope>(scope: (reader: BinaryReader, length: number) => Scope) {
  return message<Held<Scope>>(() => ({ scopes: [] }), {
    1: (reader, into) => (into.resource = resource(reader, reader.uint32())),
    2: (reader, into) => into.scopes.push(scope(reader, reader.uint32())),
  });
}

/** A whole request: a list of what its resources hold. */
function request<Item>(item: (reader: BinaryReader, length: number) => Item) {
  const read = message<{ items: Item[] }>(() => ({ items: [] }), {
    1: (reader, into) => into.items.push(item(reader, reader.uint32())),
  });
  return (reader: BinaryReader, length: number): readonly Item[] => read(reader, length).items;
}

const logs = request(held(scopeLogs));
const spans = request(held(scopeSpans));
// What metrics say is in the events too; they are only checked for being metrics.
const metrics = request(message<object>(() => ({}), {}));

const decoders = {
  logs: (reader: BinaryReader, length: number): OtlpRequest => ({
    resourceLogs: logs(reader, length).map((from) => ({ resource: from.resource, scopeLogs: from.scopes })),
  }),
  traces: (reader: BinaryReader, length: number): OtlpRequest => ({
    resourceSpans: spans(reader, length).map((from) => ({ resource: from.resource, scopeSpans: from.scopes })),
  }),
  metrics: (reader: BinaryReader, length: number): OtlpRequest => ({ resourceMetrics: metrics(reader, length) }),
} as const;
