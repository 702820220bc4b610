import { benjaminiHochberg } from '../inference/benjamini-hochberg.ts';
import type { ConfidenceOptions } from '../inference/interval.ts';
import { type MantelHaenszelDifference, mantelHaenszelDifference, type StratumTable } from './mantel-haenszel.ts';

/** Outcomes of one kind of work. */
export type StratumOutcomes = { readonly stratum: string; readonly successes: number; readonly trials: number };

export type ComparedGroup = {
  /** Against all other groups together at equal mix. */
  readonly adjusted: MantelHaenszelDifference;
  /** Rate less that of the others, whatever the mix. */
  readonly crudeDifference: number;
  /** Benjamini-Hochberg over the groups. */
  readonly qValue: number;
};

export type CompareGroupsOptions = ConfidenceOptions & {
  /** Groups with fewer trials, in strata that others have too, are not compared. 20 unless told otherwise. */
  readonly minimumTrials?: number | undefined;
};

/**
 * Which groups differ from the rest: each is held against all others together, stratum by stratum, and the p-values are
 * corrected for having looked at every group.
 *
 * @param groups - strata of each group; a stratum comes once in a group
 * @returns in the order of the groups, `undefined` where there is too little to compare
 * @throws {RangeError} as `mantelHaenszelDifference`
 */
export function compareGroups(
  groups: readonly (readonly StratumOutcomes[])[],
  { confidence, minimumTrials = 20 }: CompareGroupsOptions = {},
): readonly (ComparedGroup | undefined)[] {
  const everything = new Map<string, { successes: number; trials: number }>();
  for (const { stratum, successes, trials } of groups.flat()) {
    const sum = everything.get(stratum) ?? { successes: 0, trials: 0 };
    everything.set(stratum, { successes: sum.successes + successes, trials: sum.trials + trials });
  }
  const compared = groups.map((strata) => {
    const adjusted = mantelHaenszelDifference(
      strata.map((own) => against(own, everything.get(own.stratum))),
      { confidence },
    );
    if (adjusted === undefined || adjusted.comparedTrialsA < minimumTrials) return undefined;
    return { adjusted, crudeDifference: crudeDifference(strata, [...everything.values()]) };
  });
  const tested = compared.filter((group) => group !== undefined);
  const qValues = benjaminiHochberg(tested.map(({ adjusted }) => adjusted.pValue));
  let next = 0;
  return compared.map((group) => {
    if (group === undefined) return undefined;
    const qValue = qValues[next] ?? 1;
    next += 1;
    return { adjusted: group.adjusted, crudeDifference: group.crudeDifference, qValue };
  });
}

function against(
  { successes, trials }: StratumOutcomes,
  all: { readonly successes: number; readonly trials: number } | undefined,
): StratumTable {
  return {
    successesA: successes,
    trialsA: trials,
    successesB: (all?.successes ?? successes) - successes,
    trialsB: (all?.trials ?? trials) - trials,
  };
}

type Outcomes = { readonly successes: number; readonly trials: number };

function crudeDifference(own: readonly Outcomes[], all: readonly Outcomes[]): number {
  const [ownSum, allSum] = [total(own), total(all)];
  const rest = { successes: allSum.successes - ownSum.successes, trials: allSum.trials - ownSum.trials };
  return ownSum.successes / ownSum.trials - rest.successes / rest.trials;
}

function total(parts: readonly Outcomes[]): Outcomes {
  return parts.reduce(
    (sum, { successes, trials }) => ({ successes: sum.successes + successes, trials: sum.trials + trials }),
    { successes: 0, trials: 0 },
  );
}
