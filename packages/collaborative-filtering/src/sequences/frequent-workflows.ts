import { poissonSurvival } from '@skills/analytics';
import type { SessionSteps } from './session-steps.ts';
import { gapAfter, usualMaxGapMs } from './step-follows.ts';

/** Skills that often run one right after the other. */
export type FrequentWorkflow = {
  /** Places of the skills in their order, two to five. */
  readonly skills: readonly number[];
  /** Distinct sessions in which it occurs. */
  readonly sessions: number;
  /** Fraction of all sessions. */
  readonly support: number;
  /** How often it occurs; more than once in a session counts. */
  readonly occurrences: number;
  /** How many times more often each step follows the one before than it follows anything; geometric mean over the steps. */
  readonly lift: number;
};

export type FrequentWorkflowOptions = {
  /** Sessions that a workflow needs. Default 5. */
  readonly minSessions?: number;
  /** That each step has at least over the one before. Default 2. */
  readonly minLift?: number;
  readonly maxGapMs?: number | undefined;
};

const longestWorkflow = 5;
// That any pair at all is taken for one of a workflow by chance (Bonferroni over the pairs seen).
const falseAlarm = 0.01;
// A part of a longer workflow that hardly ever occurs without it says nothing new.
const sameSessions = 0.8;

/**
 * Every sequence of two to five skills that enough sessions have, the ones that say most first (sessions times the
 * logarithm of the lift). A sequence is only looked for where its beginning and its end are frequent (Agrawal & Srikant
 * 1995), so that each length is one pass.
 */
export function frequentWorkflows(
  steps: SessionSteps,
  { minSessions = 5, minLift = 2, maxGapMs = usualMaxGapMs }: FrequentWorkflowOptions = {},
): readonly FrequentWorkflow[] {
  const { sessionCount, skills, skillCount } = steps;
  const calls = new Uint32Array(skillCount);
  for (const skill of skills) calls[skill] = (calls[skill] ?? 0) + 1;
  // Number of the frequent pattern of the current length that begins at a step, or -1.
  let patternAt = Int32Array.from(skills);
  let patterns: readonly Pattern[] = Array.from({ length: skillCount }, (_, skill) => ({
    skills: [skill],
    sessions: 0,
    occurrences: 0,
    lastSession: -1,
  }));
  const found: FrequentWorkflow[] = [];
  for (let length = 2; length <= longestWorkflow; length += 1) {
    const liftOf = ({ skills: places, occurrences }: Pattern): number => {
      const expected = places.reduce((share, skill) => share * ((calls[skill] ?? 0) / skills.length), skills.length);
      return (occurrences / expected) ** (1 / (length - 1));
    };
    const longer = [...countLonger(steps, { patternAt, patterns, length, maxGapMs })];
    // Only pairs are tested: what is longer consists of those that passed.
    const isMoreThanChance = (pattern: Pattern): boolean => {
      const lift = liftOf(pattern);
      const expected = pattern.occurrences / lift;
      return lift >= minLift && poissonSurvival(pattern.occurrences - 1, expected) * longer.length <= falseAlarm;
    };
    const frequent = longer.filter(
      ([, pattern]) => pattern.sessions >= minSessions && (length > 2 || isMoreThanChance(pattern)),
    );
    if (frequent.length === 0) break;
    for (const [, pattern] of frequent) {
      const { sessions, occurrences } = pattern;
      found.push({
        skills: pattern.skills,
        sessions,
        support: sessions / sessionCount,
        occurrences,
        lift: liftOf(pattern),
      });
    }
    const numbers = new Map(frequent.map(([key], number) => [key, number]));
    patternAt = patternAt.map((pattern, step) => numbers.get(keyOf(pattern, skills[step + length - 1] ?? 0)) ?? -1);
    patterns = frequent.map(([, pattern]) => pattern);
  }
  return withoutParts(found).toSorted((a, b) => weight(b) - weight(a) || b.sessions - a.sessions);
}

type Pattern = { readonly skills: readonly number[]; sessions: number; occurrences: number; lastSession: number };

type Level = {
  readonly patternAt: Int32Array;
  readonly patterns: readonly Pattern[];
  readonly length: number;
  readonly maxGapMs: number;
};

function keyOf(pattern: number, next: number): number {
  return pattern < 0 ? -1 : pattern * 65_536 + next;
}

function countLonger(steps: SessionSteps, { patternAt, patterns, length, maxGapMs }: Level): Map<number, Pattern> {
  const { sessionCount, offsets, skills } = steps;
  const longer = new Map<number, Pattern>();
  for (let session = 0; session < sessionCount; session += 1) {
    const last = (offsets[session + 1] ?? 0) - length;
    for (let step = offsets[session] ?? 0; step <= last; step += 1) {
      const pattern = patternAt[step] ?? -1;
      // What begins a step later must be frequent too, and nothing may lie too far apart.
      if (pattern < 0 || (patternAt[step + 1] ?? -1) < 0) continue;
      if (!isUnbroken(steps, { step, length, maxGapMs })) continue;
      const next = skills[step + length - 1] ?? 0;
      const key = keyOf(pattern, next);
      let entry = longer.get(key);
      if (entry === undefined) {
        const begun = patterns[pattern]?.skills ?? [];
        entry = { skills: [...begun, next], sessions: 0, occurrences: 0, lastSession: -1 };
        longer.set(key, entry);
      }
      entry.occurrences += 1;
      if (entry.lastSession !== session) entry.sessions += 1;
      entry.lastSession = session;
    }
  }
  return longer;
}

function isUnbroken(
  steps: SessionSteps,
  { step, length, maxGapMs }: { readonly step: number; readonly length: number; readonly maxGapMs: number },
): boolean {
  for (let at = step; at < step + length - 1; at += 1) if (gapAfter(steps, at) > maxGapMs) return false;
  return true;
}

function withoutParts(workflows: readonly FrequentWorkflow[]): readonly FrequentWorkflow[] {
  return workflows.filter(
    (workflow) =>
      !workflows.some(
        (other) => other.sessions >= workflow.sessions * sameSessions && isPartOf(workflow.skills, other.skills),
      ),
  );
}

function isPartOf(part: readonly number[], whole: readonly number[]): boolean {
  if (part.length >= whole.length) return false;
  return whole.some((_, start) => part.every((skill, index) => whole[start + index] === skill));
}

function weight({ sessions, lift }: FrequentWorkflow): number {
  return sessions * Math.log(lift);
}
