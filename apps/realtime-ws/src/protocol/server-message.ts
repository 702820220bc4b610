import { z } from 'zod';

type Fields = Readonly<Record<string, unknown>>;
type Position = { readonly topic: string; readonly epoch: string; readonly sequence: number };

/** Numbers of the mission's update, of a window that ends now. */
export type MetricsUpdate = {
  readonly window: { readonly since: string; readonly until: string };
  readonly data: {
    readonly top_skills: readonly {
      readonly skill_name: string;
      readonly total_invocations: number;
      readonly completion_rate: number | null;
      readonly avg_duration_seconds: number | null;
    }[];
    readonly anomalies: readonly {
      readonly skill_name: string;
      readonly detected_at: string;
      readonly anomaly_type: string;
      readonly deviation_score: number | null;
    }[];
  };
};

/** What the server sends. Rates are fractions, durations seconds, times ISO 8601 UTC. */
export type ServerMessage =
  | {
      readonly type: 'connected';
      readonly message: string;
      readonly authenticated: boolean;
      readonly timestamp: string;
    }
  | ({ readonly type: 'metrics_update'; readonly timestamp: string } & MetricsUpdate)
  | {
      readonly type: 'subscription_confirmed';
      readonly skill: string | null;
      readonly topic?: string | undefined;
      readonly timestamp: string;
    }
  | { readonly type: 'unsubscribed'; readonly topic?: string | undefined; readonly timestamp: string }
  | { readonly type: 'pong' }
  | { readonly type: 'error'; readonly code: string; readonly message: string }
  | ({
      readonly type: 'snapshot';
      readonly summary: Fields;
      readonly rows: Readonly<Record<string, Fields>>;
    } & Position)
  | ({
      readonly type: 'changes';
      readonly summary?: Fields | undefined;
      readonly rows: Readonly<Record<string, Fields>>;
      readonly removed: readonly string[];
    } & Position);

const timestamp = z.iso.datetime();
const fields = z.record(z.string(), z.unknown());
const rows = z.record(z.string(), fields);
const position = { topic: z.string(), epoch: z.string(), sequence: z.int() };
const skillNumbers = z.strictObject({
  skill_name: z.string(),
  total_invocations: z.int(),
  completion_rate: z.number().nullable(),
  avg_duration_seconds: z.number().nullable(),
});
const anomaly = z.strictObject({
  skill_name: z.string(),
  detected_at: timestamp,
  anomaly_type: z.string(),
  deviation_score: z.number().nullable(),
});

export const serverMessageSchema: z.ZodType<ServerMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('connected'), message: z.string(), authenticated: z.boolean(), timestamp }),
  z.strictObject({
    type: z.literal('metrics_update'),
    timestamp,
    window: z.strictObject({ since: timestamp, until: timestamp }),
    data: z.strictObject({ top_skills: z.array(skillNumbers), anomalies: z.array(anomaly) }),
  }),
  z.strictObject({
    type: z.literal('subscription_confirmed'),
    skill: z.string().nullable(),
    topic: z.string().optional(),
    timestamp,
  }),
  z.strictObject({ type: z.literal('unsubscribed'), topic: z.string().optional(), timestamp }),
  z.strictObject({ type: z.literal('pong') }),
  z.strictObject({ type: z.literal('error'), code: z.string(), message: z.string() }),
  z.strictObject({ type: z.literal('snapshot'), ...position, summary: fields, rows }),
  z.strictObject({
    type: z.literal('changes'),
    ...position,
    summary: fields.optional(),
    rows,
    removed: z.array(z.string()),
  }),
]);

/** The bytes of a message, made once however many clients get it. */
export function encodeMessage(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
