import type { SkillInvocation } from '@skills/schema';
import { cleanText, longestLabel } from './clean-text.ts';

// What an event keeps beyond its columns, as one JSON object with the field names of the event on the wire. Fields are
// in this order, so that equal details are equal text.
const detailFields = [
  'taskId',
  'workflowStepId',
  'alternatives',
  'followUpActions',
  'humanEffortLevel',
  'browserUsed',
  'skillVersion',
  'metadata',
] as const satisfies readonly (keyof SkillInvocation)[];

const longestList = 1000;
const longestMetadata = 65_536;

/** @returns JSON, or `null` for a call that has none of these fields (most of them) */
export function eventDetails(invocation: SkillInvocation): string | null {
  if (detailFields.every((field) => invocation[field] === undefined)) return null;
  const details = {
    taskId: cleanOptional(invocation.taskId),
    workflowStepId: cleanOptional(invocation.workflowStepId),
    alternatives: cleanList(invocation.alternatives),
    followUpActions: cleanList(invocation.followUpActions),
    humanEffortLevel: cleanOptional(invocation.humanEffortLevel),
    browserUsed: invocation.browserUsed,
    skillVersion: cleanOptional(invocation.skillVersion),
  };
  return joinJson(withoutOuterBraces(JSON.stringify(details)), metadataJson(invocation.metadata));
}

/** Fields of the first view, completed from the second. */
export function mergeDetails(known: string | null, view: string | null): string | null {
  if (view === null || view === known) return known;
  if (known === null) return view;
  const first = parseDetails(known);
  const second = parseDetails(view);
  const merged = new Map<string, unknown>();
  for (const field of detailFields) {
    const value = first.get(field) ?? second.get(field);
    if (value !== undefined) merged.set(field, value);
  }
  for (const [field, value] of first) if (!merged.has(field)) merged.set(field, value);
  return merged.size === first.size ? known : JSON.stringify(Object.fromEntries(merged));
}

/** The follow-up actions that the details name; none when there are no details. */
export function followUpActionsOf(details: string | null): readonly string[] {
  if (details === null || !details.includes('"followUpActions"')) return [];
  const actions = parseDetails(details).get('followUpActions');
  return Array.isArray(actions) ? actions.filter((action) => typeof action === 'string') : [];
}

function parseDetails(details: string): Map<string, unknown> {
  const value: unknown = JSON.parse(details);
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function cleanOptional(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(text);
}

function cleanList(texts: readonly string[] | undefined): readonly string[] | undefined {
  return texts?.slice(0, longestList).map((text) => cleanText(text, longestLabel));
}

/** Metadata is free: too deep, not JSON, or too long, and it is left out rather than the event. */
function metadataJson(metadata: SkillInvocation['metadata']): string {
  if (metadata === undefined) return '';
  try {
    const text = JSON.stringify(metadata);
    return text.length > longestMetadata ? '' : `"metadata":${withoutBadEscapes(text)}`;
  } catch {
    return '';
  }
}

/** `JSON.stringify` escapes NUL and lone surrogates, which SQLite's JSON functions would turn back into bad text. */
function withoutBadEscapes(json: string): string {
  if (!json.includes('\\u')) return json;
  return json.replaceAll(/\\(?:u0000|u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g, (escape) => {
    if (escape === '\\u0000') return '';
    return escape.length === 6 ? '\ufffd' : escape;
  });
}

function withoutOuterBraces(json: string): string {
  return json.slice(1, -1);
}

function joinJson(fields: string, metadata: string): string | null {
  const inner = fields !== '' && metadata !== '' ? `${fields},${metadata}` : fields + metadata;
  return inner === '' ? null : `{${inner}}`;
}
