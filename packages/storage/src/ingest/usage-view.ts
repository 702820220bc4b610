import type { MessageUsage } from '@skills/schema';
import type { UsageTokens } from '../rollup/usage-contribution.ts';
import { unknownModel } from '../rollup/usage-rollup.ts';
import { cleanText } from './clean-text.ts';

/** Everything that the views of one message say of it, with names and not ids, so that it can be compared. */
export type UsageView = {
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  readonly session: string;
  readonly project: string | null;
  readonly model: string;
  readonly skill: string | null;
  readonly agent: string | null;
  readonly tokens: UsageTokens;
  readonly costUsd: number | null;
};

export function toUsageView(usage: MessageUsage): UsageView {
  return {
    atMs: usage.atMs,
    session: cleanText(usage.sessionId),
    project: cleanOptional(usage.projectId),
    model: cleanOptional(usage.model) ?? unknownModel,
    skill: cleanOptional(usage.skillName),
    agent: cleanOptional(usage.agentId),
    tokens: {
      input: usage.inputTokens,
      output: usage.outputTokens,
      cacheRead: usage.cacheReadTokens,
      cacheCreation: usage.cacheCreationTokens,
      cacheCreation1h: usage.cacheCreation1hTokens,
    },
    costUsd: usage.costUsd ?? null,
  };
}

/**
 * Two views of one message as one. Commutative and associative, so the order of views does not matter: each count is
 * the highest, the time the earliest; the model is that of the view with the most output (a message grows while it is
 * streamed), the other names are those that are known; ties go to the name that sorts last.
 */
export function mergeUsageViews(left: UsageView, right: UsageView): UsageView {
  const lead = left.tokens.output - right.tokens.output;
  return {
    atMs: Math.min(left.atMs, right.atMs),
    session: laterName(left.session, right.session),
    project: laterNameIfAny(left.project, right.project),
    model: lead === 0 ? laterModel(left.model, right.model) : (lead > 0 ? left : right).model,
    skill: laterNameIfAny(left.skill, right.skill),
    agent: laterNameIfAny(left.agent, right.agent),
    tokens: {
      input: Math.max(left.tokens.input, right.tokens.input),
      output: Math.max(left.tokens.output, right.tokens.output),
      cacheRead: Math.max(left.tokens.cacheRead, right.tokens.cacheRead),
      cacheCreation: Math.max(left.tokens.cacheCreation, right.tokens.cacheCreation),
      cacheCreation1h: Math.max(left.tokens.cacheCreation1h, right.tokens.cacheCreation1h),
    },
    costUsd:
      left.costUsd === null || right.costUsd === null
        ? (left.costUsd ?? right.costUsd)
        : Math.max(left.costUsd, right.costUsd),
  };
}

export function isSameUsage(left: UsageView, right: UsageView): boolean {
  const { tokens, ...names } = left;
  const { tokens: otherTokens, ...otherNames } = right;
  return isSameRecord(names, otherNames) && isSameRecord(tokens, otherTokens);
}

function isSameRecord(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(left).every((key) => left[key] === right[key]);
}

function laterName(left: string, right: string): string {
  return left > right ? left : right;
}

function laterNameIfAny(left: string | null, right: string | null): string | null {
  return left === null || right === null ? (left ?? right) : laterName(left, right);
}

/** A named model is better than none. */
function laterModel(left: string, right: string): string {
  if (left === unknownModel) return right;
  return right === unknownModel ? left : laterName(left, right);
}

function cleanOptional(text: string | undefined): string | null {
  const clean = text === undefined ? '' : cleanText(text);
  return clean === '' ? null : clean;
}
