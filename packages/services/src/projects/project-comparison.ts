import { compareGroups, type StratumOutcomes } from '@skills/analytics';
import type { ComparedProject } from '@skills/schema';
import type { ProjectAggregate } from './project-ports.ts';
import { averageDuration, successCounts, sumOfTotals } from './success-counts.ts';

export type ProjectComparisonOptions = {
  /** Share of false alarms among the differences that are called real. */
  readonly falseDiscoveryRate: number;
  /** Known outcomes that a project needs, in work that other projects do too. */
  readonly minimumOutcomes: number;
};

/**
 * Each project against the others at equal mix of kinds, phases and models: a project that does harder work is not called
 * worse. A difference is real when its q-value is below the rate of false discoveries that is allowed.
 */
export function compareProjects(
  rows: readonly ProjectAggregate[],
  { falseDiscoveryRate, minimumOutcomes }: ProjectComparisonOptions,
): readonly ComparedProject[] {
  const projects = [...Map.groupBy(rows, ({ projectId }) => projectId).values()];
  const compared = compareGroups(projects.map(strataOf), { minimumTrials: minimumOutcomes });
  return projects.flatMap((ofProject, index): readonly ComparedProject[] => {
    const [first] = ofProject;
    const totals = sumOfTotals(ofProject);
    if (first === undefined || totals === undefined) return [];
    const group = compared[index];
    const known = totals.completed + totals.failed;
    return [
      {
        projectId: first.projectId,
        projectName: first.projectName,
        projectType: first.projectType,
        totalUses: totals.invocations,
        ...successCounts(totals),
        averageDurationSeconds: averageDuration(totals),
        adjustedDifference: group?.adjusted.difference ?? null,
        differenceLower: group?.adjusted.lower ?? null,
        differenceUpper: group?.adjusted.upper ?? null,
        crudeDifference: group?.crudeDifference ?? null,
        pValue: group?.adjusted.pValue ?? null,
        qValue: group?.qValue ?? null,
        comparableShare: group === undefined ? null : group.adjusted.comparedTrialsA / known,
        isReal: group !== undefined && group.qValue < falseDiscoveryRate,
      },
    ];
  });
}

function strataOf(rows: readonly ProjectAggregate[]): readonly StratumOutcomes[] {
  return rows.flatMap(({ kind, strata }) =>
    strata.map(({ phase, model, completed, failed }) => ({
      stratum: JSON.stringify([kind, phase, model]),
      successes: completed,
      trials: completed + failed,
    })),
  );
}
