import { PriceList } from '@skills/analytics';
import type { RollupWindow, SkillBucket, SkillCounts, UsageCounts } from '@skills/schema';
import { usageCost, type UsageCost } from '../src/usage-cost.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** 2026-02-10T00:00:00Z */
export const midnightMs: number = Date.UTC(2026, 1, 10);

export const dayWindow: RollupWindow = { sinceMs: midnightMs - 3 * dayMs, untilMs: midnightMs + dayMs, bucket: 'day' };
export const hourWindow: RollupWindow = { sinceMs: midnightMs, untilMs: midnightMs + 4 * hourMs, bucket: 'hour' };

export function skillCounts(known: Partial<SkillCounts> = {}): SkillCounts {
  return {
    skillName: 'review',
    kind: 'skill',
    invocations: 10,
    completed: 8,
    failed: 2,
    durationCount: 4,
    durationSecondsSum: 10,
    sessions: 3,
    lastInvokedAtMs: midnightMs,
    ...known,
  };
}

export function skillBucket(known: Partial<SkillBucket> = {}): SkillBucket {
  return {
    skillName: 'review',
    kind: 'skill',
    startMs: midnightMs,
    invocations: 10,
    completed: 8,
    failed: 2,
    durationCount: 4,
    durationSecondsSum: 10,
    sessions: 3,
    ...known,
  };
}

/** Messages whose cost the source did not state. */
export function unstatedUsage(known: Partial<UsageCounts> & Pick<UsageCounts, 'model'>): UsageCounts {
  const tokens = {
    inputTokens: known.inputTokens ?? 0,
    outputTokens: known.outputTokens ?? 0,
    cacheReadTokens: known.cacheReadTokens ?? 0,
    cacheCreationTokens: known.cacheCreationTokens ?? 0,
    cacheCreation1hTokens: known.cacheCreation1hTokens ?? 0,
  };
  return { skillName: null, messages: 1, statedCostUsd: 0, ...tokens, unstated: tokens, ...known };
}

/** The same at built-in prices. */
export function pricedUsage(known: Partial<UsageCounts> & Pick<UsageCounts, 'model'>): UsageCost {
  const usage = unstatedUsage(known);
  const { model, skillName } = usage;
  return { model, skillName, ...usageCost(usage, new PriceList(), midnightMs / dayMs) };
}
