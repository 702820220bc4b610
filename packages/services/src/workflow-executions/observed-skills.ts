import { benjaminiHochberg, type SuccessCounts, stratifiedRateDifference } from '@skills/analytics';
import type { WorkflowObservation } from '@skills/schema';
import { judgedRun, stepCounts, withoutStep } from './judged-run.ts';
import { StratumOutcomes } from './stratum-outcomes.ts';
import type { WorkflowRun } from './workflow-run.ts';

export type ObservedSkill = Omit<WorkflowObservation, 'kind' | 'action'>;

/** Runs that used a skill. */
type Users = {
  /** Judged by all else in them. */
  readonly others: StratumOutcomes;
  /** Judged as a whole, as runs are that do not use it. */
  readonly whole: StratumOutcomes;
};

/**
 * What was seen in runs with each skill, beside runs without it. A skill's own outcome is not counted for it or against
 * it, and like is compared with like: runs of one project that have a like number of other skills, because each further
 * skill is one more that may fail.
 *
 * Runs without a skill are all runs less those with it, so that each run is looked at once, whatever skills there are.
 *
 * @param minRuns - with and without the skill, in projects and sizes that have both
 */
export function observedSkills(runs: readonly WorkflowRun[], minRuns: number): readonly ObservedSkill[] {
  const all = new StratumOutcomes();
  const bySkill = new Map<string, Users>();
  for (const run of runs) {
    const { steps } = run;
    const counts = stepCounts(steps);
    const whole = judgedRun(run, counts);
    if (whole !== undefined) all.add(whole);
    for (const step of steps) {
      let users = bySkill.get(step.skillName);
      if (users === undefined) {
        users = { others: new StratumOutcomes(), whole: new StratumOutcomes() };
        bySkill.set(step.skillName, users);
      }
      if (whole !== undefined) users.whole.add(whole);
      const others = judgedRun(run, withoutStep(counts, step));
      if (others !== undefined) users.others.add(others);
    }
  }
  const observed = [...bySkill].flatMap(([skillName, { others, whole }]) =>
    observedSkill(skillName, { strata: others.besideRest(all, whole), minRuns }),
  );
  const qValues = benjaminiHochberg(observed.map(({ pValue }) => pValue));
  return observed.map((skill, index) => Object.assign(skill, { qValue: qValues[index] ?? 1 }));
}

function observedSkill(
  skillName: string,
  { strata, minRuns }: { readonly strata: ReturnType<StratumOutcomes['besideRest']>; readonly minRuns: number },
): readonly Omit<ObservedSkill, 'qValue'>[] {
  const [withIt, without] = [total(strata.map(({ a }) => a)), total(strata.map(({ b }) => b))];
  if (withIt.trials < minRuns || without.trials < minRuns) return [];
  const result = stratifiedRateDifference(strata);
  if (result.kind === 'insufficient-data') return [];
  return [
    {
      skillName,
      runsWith: withIt.trials,
      completedWith: withIt.successes,
      runsWithout: without.trials,
      completedWithout: without.successes,
      projectsWith: new Set(strata.map(({ projectId }) => projectId)).size,
      adjustedDifference: result.difference,
      adjustedDifferenceLower: result.interval.lower,
      adjustedDifferenceUpper: result.interval.upper,
      pValue: result.pValue,
    },
  ];
}

function total(counts: readonly SuccessCounts[]): SuccessCounts {
  return counts.reduce(
    (sum, { successes, trials }) => ({ successes: sum.successes + successes, trials: sum.trials + trials }),
    { successes: 0, trials: 0 },
  );
}
