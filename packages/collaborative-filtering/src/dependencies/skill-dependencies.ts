import { benjaminiHochberg } from '@skills/analytics';
import { expectedShared } from './expected-shared.ts';
import { hypergeometricTails } from './hypergeometric-tails.ts';
import { type MatchedPair, matchedPValue } from './matched-p-value.ts';
import { matchedSessions } from './matched-sessions.ts';
import { pairCounts } from './pair-counts.ts';
import type { SessionSets } from './session-sets.ts';

/** Two skills of which both were seen often enough to judge. */
export type SkillDependency = {
  /** Places of the skills, the smaller first. */
  readonly a: number;
  readonly b: number;
  /** Sessions in which any skill ran, and those of each. */
  readonly sessions: number;
  readonly sessionsA: number;
  readonly sessionsB: number;
  /** Sessions in which both ran. */
  readonly coOccurrenceCount: number;
  /** Fraction of all sessions in which both ran. */
  readonly support: number;
  /** Of the sessions with A, the fraction that has B too; and the other way round. */
  readonly confidence: number;
  readonly confidenceOfB: number;
  /** N·|A∩B| / (|A|·|B|): 1 is chance. */
  readonly lift: number;
  /** Fisher's exact test in the direction of the lift: P(as many or more) from 1 on, P(as few or fewer) below. */
  readonly pValue: number;
  /** Lift among sessions of the same user, project and length, nearer to 1; `null` when those tell nothing of the pair. */
  readonly adjustedLift: number | null;
  /** Two-sided, that the adjusted lift (without one, the lift) is within `negligibleLift` of 1. */
  readonly adjustedPValue: number;
  /** Of `adjustedPValue`, by Benjamini and Hochberg over all pairs that were judged. */
  readonly qValue: number;
};

export type SkillDependencyOptions = {
  /** Sessions that each of the skills needs. Default 5. */
  readonly minSessions?: number;
  /** A lift up to this, and down to its inverse, is too small to matter. Default 1.25. */
  readonly negligibleLift?: number;
};

// Where all sessions of a set have the skill or none has, matching leaves nothing to compare, and all sessions are one set.
const leastInformation = 0.05;

/**
 * Which skills belong together, and which keep apart, by the sessions that they share.
 *
 * A lift alone misleads: frequent users and long sessions make everything come together. So each pair is also compared
 * with matched sessions, and only that decides.
 *
 * @throws {RangeError} when an option is out of range
 */
export function skillDependencies(
  sets: SessionSets,
  { minSessions = 5, negligibleLift = 1.25 }: SkillDependencyOptions = {},
): readonly SkillDependency[] {
  if (!(minSessions >= 1)) throw new RangeError(`minSessions must be at least 1, got ${minSessions}`);
  const { skillCount } = sets;
  const { sessions, sessionsOfSkill, shared } = pairCounts(sets);
  const { mean, variance, third, certain } = expectedShared(sets, matchedSessions(sets));
  const pairs: Omit<SkillDependency, 'qValue'>[] = [];
  for (let a = 0; a < skillCount; a += 1) {
    const sessionsA = sessionsOfSkill[a] ?? 0;
    if (sessionsA < minSessions) continue;
    for (let b = a + 1; b < skillCount; b += 1) {
      const sessionsB = sessionsOfSkill[b] ?? 0;
      if (sessionsB < minSessions) continue;
      const cell = a * skillCount + b;
      const counts = { a, b, sessions, sessionsA, sessionsB };
      const plain = expectedOfAll(counts);
      const isTelling = (variance[cell] ?? 0) >= plain.variance * leastInformation;
      const both = shared[cell] ?? 0;
      const dealt = {
        shared: both - Math.round(certain[cell] ?? 0),
        mean: Math.max(0, (mean[cell] ?? 0) - (certain[cell] ?? 0)),
        variance: variance[cell] ?? 0,
        third: third[cell] ?? 0,
        most: Math.min(sessionsA, sessionsB),
      };
      pairs.push({
        ...plainFigures(counts, both),
        adjustedLift: isTelling && dealt.mean > 0 ? dealt.shared / dealt.mean : null,
        adjustedPValue: matchedPValue(isTelling ? dealt : { shared: both, ...plain }, negligibleLift),
      });
    }
  }
  const qValues = benjaminiHochberg(pairs.map(({ adjustedPValue }) => adjustedPValue));
  return pairs.map((pair, index) => Object.assign(pair, { qValue: qValues[index] ?? 1 }));
}

/** Of the shared sessions, as if all sessions were one set. */
function expectedOfAll({ sessions, sessionsA, sessionsB }: PlainCounts): Omit<MatchedPair, 'shared'> {
  const mean = (sessionsA * sessionsB) / sessions;
  const variance = (mean * (sessions - sessionsA) * (sessions - sessionsB)) / (sessions * Math.max(1, sessions - 1));
  const lean = ((sessions - 2 * sessionsA) * (sessions - 2 * sessionsB)) / (sessions * Math.max(1, sessions - 2));
  return { mean, variance, third: sessions > 2 ? variance * lean : 0, most: Math.min(sessionsA, sessionsB) };
}

type PlainCounts = Pick<SkillDependency, 'a' | 'b' | 'sessions' | 'sessionsA' | 'sessionsB'>;

function plainFigures(
  counts: PlainCounts,
  shared: number,
): Omit<SkillDependency, 'qValue' | 'adjustedLift' | 'adjustedPValue'> {
  const { sessions, sessionsA, sessionsB } = counts;
  const lift = (sessions * shared) / (sessionsA * sessionsB);
  const tails = hypergeometricTails({ sessions, sessionsA, sessionsB, shared });
  return {
    ...counts,
    coOccurrenceCount: shared,
    support: shared / sessions,
    confidence: shared / sessionsA,
    confidenceOfB: shared / sessionsB,
    lift,
    pValue: lift < 1 ? tails.lower : tails.upper,
  };
}
