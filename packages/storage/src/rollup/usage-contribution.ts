import type { EventFields } from '../ingest/event-fields.ts';

/** The tokens and the stated cost of one message, or of one event that carries them. */
export type UsageContribution = {
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  readonly projectId: number | null;
  /** `null`: the source names no model. */
  readonly modelLabel: number | null;
  /** A message has the label of a skill's name or none; an event has the skill itself. */
  readonly skill: { readonly label: number | null } | { readonly id: number };
  readonly tokens: UsageTokens;
  readonly costUsd: number | null;
};

export type UsageTokens = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** All tokens written to a cache; `cacheCreation1h` of them to the one-hour cache. */
  readonly cacheCreation: number;
  readonly cacheCreation1h: number;
};

/**
 * Costs are summed as whole billionths of a dollar, so that a sum does not depend on the order of its parts (up to nine
 * million dollars a row, where a double ends).
 */
export function nanoDollars(costUsd: number): number {
  return Math.floor(costUsd * 1e9 + 0.5);
}

/** @returns `undefined` for an event that states neither tokens nor a cost */
export function eventUsage(invokedAtMs: number, fields: EventFields): UsageContribution | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, costUsd } = fields;
  const isSilent =
    inputTokens === null &&
    outputTokens === null &&
    cacheReadTokens === null &&
    cacheCreationTokens === null &&
    costUsd === null;
  if (isSilent) return undefined;
  return {
    atMs: invokedAtMs,
    projectId: fields.projectId,
    modelLabel: fields.modelLabel,
    skill: { id: fields.skillId },
    tokens: {
      input: inputTokens ?? 0,
      output: outputTokens ?? 0,
      cacheRead: cacheReadTokens ?? 0,
      cacheCreation: cacheCreationTokens ?? 0,
      cacheCreation1h: 0,
    },
    costUsd,
  };
}
