import type { Span, UserTruth, WorldTruth } from './world-truth.ts';

/** How one skill behaves over time, planted effects included. */
export type SkillBehaviour = {
  /** Nothing is planted: the rate is the same for everyone, always. */
  readonly steady: boolean;
  readonly baseRate: number;
  /** Probability that a call whose outcome is known succeeds. */
  readonly completionRateAt: (atMs: number, variant: UserTruth['variant']) => number;
  /** Multiplies the median duration. */
  readonly durationFactorAt: (atMs: number) => number;
  readonly versionAt: (atMs: number) => string | undefined;
};

/**
 * The behaviour of one skill of a world; a skill has at most one planted effect.
 *
 * @throws {RangeError} when the world has no such skill
 * @example
 * skillBehaviour(truth, 'db-migrate').completionRateAt(truth.nowMs, 'control'); // 0.63: it has drifted
 */
export function skillBehaviour(truth: WorldTruth, skillName: string): SkillBehaviour {
  const skill = truth.skills.find((candidate) => candidate.skillName === skillName);
  if (skill === undefined) throw new RangeError(`skillBehaviour requires a skill of the world, got ${skillName}`);
  const isOurs = (effect: { readonly skillName: string }): boolean => effect.skillName === skillName;
  const drops = truth.completionDrops.filter(isOurs);
  const drift = truth.drifts.find(isOurs);
  const versions = truth.versions.filter(isOurs);
  const experiment = isOurs(truth.experiment) ? truth.experiment : undefined;
  const versionOf = (atMs: number) => versions.findLast((version) => atMs >= version.fromMs) ?? versions[0];
  const driftedAt = (atMs: number): number => {
    if (drift === undefined) return 1;
    const progress = (atMs - truth.sinceMs) / (truth.nowMs - truth.sinceMs);
    return drift.startValue + (drift.endValue - drift.startValue) * progress;
  };

  return {
    steady: drops.length === 0 && drift === undefined && versions.length === 0 && experiment === undefined,
    baseRate: skill.completionRate,
    completionRateAt: (atMs, variant) => {
      if (experiment !== undefined) return variant === 'treatment' ? experiment.treatmentRate : experiment.controlRate;
      if (drift?.metric === 'completion_rate') return driftedAt(atMs);
      const drop = drops.find((candidate) => isWithin(atMs, candidate));
      return drop?.rateDuring ?? versionOf(atMs)?.completionRate ?? skill.completionRate;
    },
    durationFactorAt: (atMs) =>
      drift?.metric === 'duration_factor' ? driftedAt(atMs) : (versionOf(atMs)?.durationFactor ?? 1),
    versionAt: (atMs) => versionOf(atMs)?.version,
  };
}

export function isWithin(atMs: number, span: Span): boolean {
  return atMs >= span.fromMs && atMs < span.toMs;
}
