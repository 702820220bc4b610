/** Value of an attribute; lists and maps are not used by anything that is understood here. */
export type AttributeValue = string | number | boolean;

/** One log record or span, with the attributes of its resource below its own. */
export type OtlpRecord = {
  /** `event.name`, or the name of a span. */
  readonly name: string;
  /** `service.name`. */
  readonly service: string;
  /** UTC epoch milliseconds of the event, or of the end of a span. */
  readonly atMs: number;
  /** Of a span. */
  readonly durationSeconds?: number | undefined;
  /** Of a span: its status is an error. */
  readonly isError?: boolean | undefined;
  readonly attributes: ReadonlyMap<string, AttributeValue>;
};

export function textOf({ attributes }: Pick<OtlpRecord, 'attributes'>, name: string): string | undefined {
  const value = attributes.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number, also one that stands as text: exporters differ. */
export function numberOf({ attributes }: Pick<OtlpRecord, 'attributes'>, name: string): number | undefined {
  const value = attributes.get(name);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** True or false, also as text. */
export function booleanOf({ attributes }: Pick<OtlpRecord, 'attributes'>, name: string): boolean | undefined {
  const value = attributes.get(name);
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}
