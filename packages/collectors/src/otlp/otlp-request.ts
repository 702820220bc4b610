import { z } from 'zod';

/** A value of OTLP/JSON; lists, maps and bytes are let be. */
export type OtlpValue = {
  readonly stringValue?: string | undefined;
  readonly boolValue?: boolean | undefined;
  readonly intValue?: string | number | undefined;
  readonly doubleValue?: number | undefined;
};

export type OtlpAttribute = { readonly key: string; readonly value?: OtlpValue | undefined };
type Attributed = { readonly attributes?: readonly OtlpAttribute[] | undefined };
type Nanoseconds = string | number | undefined;

export type OtlpLogRecord = Attributed & {
  readonly timeUnixNano?: Nanoseconds;
  readonly observedTimeUnixNano?: Nanoseconds;
  readonly eventName?: string | undefined;
  readonly body?: OtlpValue | undefined;
};

export type OtlpSpan = Attributed & {
  readonly name?: string | undefined;
  readonly startTimeUnixNano?: Nanoseconds;
  readonly endTimeUnixNano?: Nanoseconds;
  readonly status?: { readonly code?: number | string | undefined } | undefined;
};

export type OtlpResourceLogs = {
  readonly resource?: Attributed | undefined;
  readonly scopeLogs?: readonly { readonly logRecords?: readonly OtlpLogRecord[] | undefined }[] | undefined;
};

export type OtlpResourceSpans = {
  readonly resource?: Attributed | undefined;
  readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] | undefined }[] | undefined;
};

/** The parts of an export request that are read (opentelemetry-proto 1.x); what else stands there is let be. */
export type OtlpRequest = {
  readonly resourceLogs?: readonly OtlpResourceLogs[] | undefined;
  readonly resourceSpans?: readonly OtlpResourceSpans[] | undefined;
  readonly resourceMetrics?: readonly unknown[] | undefined;
};

const value: z.ZodType<OtlpValue> = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value: value.optional() })).optional();
const resource = z.object({ attributes }).optional();
const nanoseconds = z.union([z.string(), z.number()]).optional();
const logRecord = z.object({
  timeUnixNano: nanoseconds,
  observedTimeUnixNano: nanoseconds,
  eventName: z.string().optional(),
  body: value.optional(),
  attributes,
});
const span = z.object({
  name: z.string().optional(),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  status: z.object({ code: z.union([z.number(), z.string()]).optional() }).optional(),
  attributes,
});

export const otlpRequestSchema: z.ZodType<OtlpRequest> = z.object({
  resourceLogs: z
    .array(
      z.object({
        resource,
        scopeLogs: z.array(z.object({ logRecords: z.array(logRecord).optional() })).optional(),
      }),
    )
    .optional(),
  resourceSpans: z
    .array(z.object({ resource, scopeSpans: z.array(z.object({ spans: z.array(span).optional() })).optional() }))
    .optional(),
  resourceMetrics: z.array(z.unknown()).optional(),
});
