import { isUtf8 } from 'node:buffer';
import { gluedObjects } from './glued-objects.ts';
import type { SourceLine } from './source-line.ts';

export type JsonObject = { readonly [key: string]: unknown };

/** What a line holds. `problem` is set when a reader of the file should know; records may be there all the same. */
export type LineRecords = {
  readonly records: readonly JsonObject[];
  readonly problem?: string | undefined;
};

const nothing: LineRecords = { records: [] };
const replacing = new TextDecoder('utf-8', { ignoreBOM: true });
const nulPadding = /^\0+|\0+$/g;

/**
 * The JSON objects of one line: one as a rule, several when lines were glued by a lost newline, none when the line is
 * blank or broken. Bytes that are not UTF-8 are replaced and reported, NUL padding around objects is cut off and
 * reported.
 */
export function recordsOfLine(line: SourceLine): LineRecords {
  const bytes = line.bytes.subarray(line.start, line.end);
  const valid = isUtf8(bytes);
  const raw = valid ? bytes.toString() : replacing.decode(bytes);
  if (raw.trim() === '') return nothing;
  const text = raw.replace(nulPadding, '');
  const padded = text.length !== raw.length;
  const whole = parseObject(text);
  if (whole !== undefined) {
    if (valid && !padded) return { records: [whole] };
    return { records: [whole], problem: padded ? 'NUL padding, 1 record recovered' : 'invalid UTF-8, replaced' };
  }
  const records = gluedRecords(text);
  if (records !== undefined) return { records, problem: `glued line, ${records.length} records recovered` };
  return { records: [], problem: brokenBecause(text, valid) };
}

function gluedRecords(text: string): readonly JsonObject[] | undefined {
  const records = gluedObjects(text)?.map(([start, end]) => parseObject(text.slice(start, end)));
  return records?.every((record) => record !== undefined) === true ? records : undefined;
}

/** `undefined` when the text is not JSON or its value is not an object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why text that holds no JSON object does not; `valid` tells whether its bytes were UTF-8. */
export function brokenBecause(text: string, valid: boolean): string {
  if (!valid) return 'invalid UTF-8 and not a JSON object';
  if (text === '' || text.includes('\0')) return 'NUL bytes';
  return text.startsWith('{') ? 'not valid JSON' : 'not a JSON object';
}
