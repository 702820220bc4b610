import { encodePartialSuccess, readTelemetry } from '@skills/collectors';
import type { TelemetrySignal } from '@skills/collectors';
import type { Composition, Live } from '@skills/composition';
import { errorAnswer, jsonAnswer } from '@skills/realtime-ws';
import type { HttpAnswer, Intake } from '@skills/realtime-ws';

const signals: readonly TelemetrySignal[] = ['logs', 'metrics', 'traces'];
const eventTypes = ['application/x-ndjson', 'application/json', 'application/jsonl'];
const protobuf = 'application/x-protobuf';
const whyRejected = 'a time before 2020 or more than a day ahead of this machine';

export type LiveIntakeOptions = {
  readonly live: Pick<Live, 'ingest'>;
  readonly compose: Pick<Composition, 'recording' | 'formats'>;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
};

/** What is posted to `/v1/…`: events as NDJSON, and OTLP of assistants. What is acknowledged is stored. */
export function liveIntake({ live, compose, nowMs }: LiveIntakeOptions): Intake {
  return async ({ signal, contentType, body }) => {
    if (signal === 'events') {
      if (!eventTypes.includes(contentType)) return unsupported(eventTypes.join(' or '));
      const [recording, formats] = await Promise.all([compose.recording(), compose.formats()]);
      const result = await recording.record(formats.readLines(oneChunk(body)));
      return jsonAnswer(result, result.rejected.length > 0 ? 207 : 200);
    }
    const known = signals.find((candidate) => candidate === signal);
    if (known === undefined) return undefined;
    const { batch, rejected } = readTelemetry({ signal: known, contentType, body, nowMs: nowMs() });
    await live.ingest(batch);
    if (contentType === protobuf) {
      return { status: 200, contentType: protobuf, body: Buffer.from(encodePartialSuccess(rejected, whyRejected)) };
    }
    return jsonAnswer(rejected === 0 ? {} : { partialSuccess: partialSuccess(known, rejected) });
  };
}

/** As OTLP names what was left out, by signal. */
function partialSuccess(signal: TelemetrySignal, rejected: number): object {
  const field = { logs: 'rejectedLogRecords', metrics: 'rejectedDataPoints', traces: 'rejectedSpans' }[signal];
  return { [field]: String(rejected), errorMessage: whyRejected };
}

function unsupported(expected: string): HttpAnswer {
  return errorAnswer(415, 'invalid-input', `content-type: expected ${expected}`);
}

async function* oneChunk(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body;
}
