import type { BaselineRow, VersionBenchmark, VersionRow } from '@skills/schema';

type BaselineSet = { readonly team: string | null; readonly baselines: readonly BaselineRow[] };

/** A version beside what is usual for its skill, here and in other teams. */
export function versionBenchmark(
  sets: readonly BaselineSet[],
  skillName: string,
  newest: VersionRow | undefined,
): VersionBenchmark[] {
  return sets.flatMap(({ team, baselines }) =>
    baselines
      .filter((row) => row.skillName === skillName)
      .map((row) => ({
        team,
        users: row.totalUsers,
        invocations: row.totalInvocations,
        completionRate: row.globalCompletionRate,
        standing: standingOf(newest, row.globalCompletionRate),
      })),
  );
}

function standingOf(newest: VersionRow | undefined, usual: number | null): VersionBenchmark['standing'] {
  const { completionRateLower: lower = null, completionRateUpper: upper = null } = newest ?? {};
  if (usual === null || lower === null || upper === null) return 'unknown';
  if (lower > usual) return 'above';
  return upper < usual ? 'below' : 'within';
}
