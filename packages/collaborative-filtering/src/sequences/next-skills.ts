import { median } from '@skills/analytics';
import { type NextSkillModel, nextSkillProbabilities, usualNextProbabilities } from './next-skill-model.ts';
import type { SessionSteps } from './session-steps.ts';
import { forEachFollowing, gapAfter, usualMaxGapMs } from './step-follows.ts';

export type NextSkill = {
  /** Place of the skill. */
  readonly skill: number;
  /** Smoothed, in [0, 1]. */
  readonly probability: number;
  /** How many times more likely it is now than after anything else. */
  readonly lift: number;
  /** How often it followed the last skill. */
  readonly count: number;
  /** From the start of the last call of the one to the start of the first of the other; `null` when it never followed. */
  readonly medianGapSeconds: number | null;
};

export type NextSkillsQuestion = {
  /** Places of the skills that ran last, the latest at the end. */
  readonly last: readonly number[];
  readonly limit: number;
  readonly maxGapMs?: number | undefined;
};

/** What usually comes next, the likeliest first; equal ones by place. */
export function nextSkills(
  steps: SessionSteps,
  model: NextSkillModel,
  { last, limit, maxGapMs = usualMaxGapMs }: NextSkillsQuestion,
): readonly NextSkill[] {
  const now = last.at(-1);
  if (now === undefined) return [];
  const probabilities = nextSkillProbabilities(model, last);
  const usual = usualNextProbabilities(model, last);
  const gaps = gapsAfter(steps, now, maxGapMs);
  return [...probabilities.entries()]
    .filter(([skill]) => skill !== now)
    .toSorted(([a, left], [b, right]) => right - left || a - b)
    .slice(0, limit)
    .map(([skill, probability]) => {
      const own = gaps.get(skill) ?? [];
      return {
        skill,
        probability,
        lift: probability / (usual[skill] ?? 1),
        count: own.length,
        medianGapSeconds: own.length === 0 ? null : median(own) / 1_000,
      };
    });
}

/** Milliseconds between a skill and each that followed it. */
function gapsAfter(steps: SessionSteps, now: number, maxGapMs: number): ReadonlyMap<number, readonly number[]> {
  const gaps = new Map<number, number[]>();
  forEachFollowing(steps, maxGapMs, ({ step }) => {
    if (steps.skills[step] !== now) return;
    const next = steps.skills[step + 1] ?? 0;
    const own = gaps.get(next) ?? [];
    own.push(gapAfter(steps, step));
    gaps.set(next, own);
  });
  return gaps;
}
