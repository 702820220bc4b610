import type { SkillEvent } from '@skills/schema';

/**
 * How a field of an event is written in formats of rows and columns. `texts` is a list of texts, `json` any JSON
 * object.
 */
export type ColumnKind = 'text' | 'time' | 'boolean' | 'integer' | 'number' | 'texts' | 'json';

export type EventColumn = {
  readonly name: keyof SkillEvent;
  readonly kind: ColumnKind;
  /** Every event has it. `completed` is not required: where it is empty the outcome is unknown. */
  readonly required: boolean;
};

const kinds: Readonly<Record<keyof SkillEvent, ColumnKind>> = {
  eventId: 'text',
  source: 'text',
  kind: 'text',
  skillName: 'text',
  invokedAt: 'time',
  completed: 'boolean',
  durationSeconds: 'number',
  sessionId: 'text',
  userId: 'text',
  projectId: 'text',
  agentId: 'text',
  taskId: 'text',
  workflowPath: 'text',
  workflowPhase: 'text',
  workflowStepId: 'text',
  selectionRank: 'integer',
  alternatives: 'texts',
  followUpActions: 'texts',
  errorType: 'text',
  model: 'text',
  inputTokens: 'integer',
  outputTokens: 'integer',
  cacheReadTokens: 'integer',
  cacheCreationTokens: 'integer',
  costUsd: 'number',
  humanEffortLevel: 'text',
  browserUsed: 'boolean',
  rating: 'number',
  trigger: 'text',
  skillVersion: 'text',
  metadata: 'json',
};

const required: ReadonlySet<string> = new Set(['source', 'kind', 'skillName', 'invokedAt', 'sessionId']);

/** Every field of an event, in the order in which it is written. */
export const eventColumns: readonly EventColumn[] = Object.entries(kinds).flatMap(([name, kind]) =>
  isField(name) ? [{ name, kind, required: required.has(name) }] : [],
);

export function isField(name: string): name is keyof SkillEvent {
  return Object.hasOwn(kinds, name);
}
