import { shareOfShorter, type TrustPrior, trustPrior } from './context-trust.ts';
import type { SessionSteps } from './session-steps.ts';
import { forEachFollowing, usualMaxGapMs } from './step-follows.ts';

/** Counts of what followed what. */
export type NextSkillModel = {
  readonly skillCount: number;
  /** How likely each skill is to follow anything; half a step is added to each, so that none is impossible. */
  readonly usual: Float64Array;
  /** How often c followed b, at `b * skillCount + c`. */
  readonly afterOne: Uint32Array;
  /** How often c followed a and b, by `a * skillCount + b`. */
  readonly afterTwo: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** How alike what follows one skill is to what follows any, and what follows two to what follows the last of them. */
  readonly trust: { readonly afterOne: TrustPrior; readonly afterTwo: TrustPrior };
};

export type NextSkillOptions = {
  /** Steps further apart do not follow each other. Default half an hour. */
  readonly maxGapMs?: number | undefined;
  /** Only sessions before this one count, for a test on the later ones. */
  readonly untilSession?: number | undefined;
};

/** Counts which skill followed which, and which followed two in a row. */
export function fitNextSkill(
  steps: SessionSteps,
  { maxGapMs = usualMaxGapMs, untilSession = Infinity }: NextSkillOptions = {},
): NextSkillModel {
  const { skillCount, skills } = steps;
  const followed = new Uint32Array(skillCount);
  const afterOne = new Uint32Array(skillCount * skillCount);
  const afterTwo = new Map<number, Map<number, number>>();
  forEachFollowing(steps, maxGapMs, ({ step, session, continues }) => {
    if (session >= untilSession) return;
    const [before, now] = [skills[step] ?? 0, skills[step + 1] ?? 0];
    followed[now] = (followed[now] ?? 0) + 1;
    const pair = before * skillCount + now;
    afterOne[pair] = (afterOne[pair] ?? 0) + 1;
    if (!continues) return;
    const context = (skills[step - 1] ?? 0) * skillCount + before;
    const counts = afterTwo.get(context) ?? new Map<number, number>();
    counts.set(now, (counts.get(now) ?? 0) + 1);
    afterTwo.set(context, counts);
  });
  const usual = sharesOf(followed);
  const ones = Array.from({ length: skillCount }, (_, now) => countsAfter({ skillCount, afterOne }, now));
  const one = trustPrior(ones.map((counts, now) => ({ counts, shorter: withoutSkill(usual, now) })));
  const shorter = ones.map((counts, now) => blend(withoutSkill(usual, now), counts, one));
  const two = trustPrior(
    [...afterTwo].map(([context, counts]) => ({
      counts: [...counts],
      shorter: shorter[context % skillCount] ?? usual,
    })),
  );
  return { skillCount, usual, afterOne, afterTwo, trust: { afterOne: one, afterTwo: two } };
}

/**
 * How likely each skill is to come next, after the skills that ran last. What followed both of the last two counts as far
 * as it was seen often; then what followed the last; then what follows anything. The last skill itself does not come
 * next: repetitions are one step.
 *
 * @param last - places of the skills that ran last, the latest at the end; only the last two matter
 * @returns fractions that add up to 1
 * @see MacKay & Peto (1995), Natural Language Engineering 1(3):289-308: a hierarchy of Dirichlet distributions
 */
export function nextSkillProbabilities(model: NextSkillModel, last: readonly number[]): Float64Array {
  const { skillCount, afterTwo, trust } = model;
  const [before, now] = [last.at(-2), last.at(-1)];
  if (now === undefined) return model.usual;
  const afterLast = blend(withoutSkill(model.usual, now), countsAfter(model, now), trust.afterOne);
  const counts = before === undefined ? undefined : afterTwo.get(before * skillCount + now);
  return counts === undefined ? afterLast : blend(afterLast, [...counts], trust.afterTwo);
}

/** How likely each skill is to follow anything but a given one. */
export function usualNextProbabilities({ usual }: NextSkillModel, last: readonly number[]): Float64Array {
  const now = last.at(-1);
  return now === undefined ? usual : withoutSkill(usual, now);
}

function sharesOf(followed: Uint32Array): Float64Array {
  const total = followed.reduce((sum, count) => sum + count, 0) + followed.length / 2;
  return Float64Array.from(followed, (count) => (count + 0.5) / total);
}

type SkillCount = readonly [skill: number, count: number];

function countsAfter(
  { skillCount, afterOne }: Pick<NextSkillModel, 'skillCount' | 'afterOne'>,
  now: number,
): readonly SkillCount[] {
  const counts: SkillCount[] = [];
  for (let skill = 0; skill < skillCount; skill += 1) {
    const count = afterOne[now * skillCount + skill] ?? 0;
    if (count > 0) counts.push([skill, count]);
  }
  return counts;
}

function blend(shorter: Float64Array, counts: readonly SkillCount[], trust: TrustPrior): Float64Array {
  const share = shareOfShorter({ counts, shorter }, trust);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const blended = shorter.map((probability) => probability * share);
  for (const [skill, count] of counts) blended[skill] = (blended[skill] ?? 0) + (count / total) * (1 - share);
  return blended;
}

function withoutSkill(shares: Float64Array, skill: number): Float64Array {
  const rest = 1 - (shares[skill] ?? 0);
  return rest > 0 ? shares.map((share, place) => (place === skill ? 0 : share / rest)) : shares;
}
