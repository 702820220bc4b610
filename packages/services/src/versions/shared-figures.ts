import type { PracticeFile, SkillVersionsRow, VersionsResult } from '@skills/schema';
import { fastestSequences } from '../workflow-executions/fastest-sequences.ts';
import type { WorkflowRun } from '../workflow-executions/workflow-run.ts';
import type { VersionUnit } from './version-tally.ts';

type SharedRow = SkillVersionsRow['shared'][number];
type SharedSequenceRow = VersionsResult['sharedSequences'][number];

/** What other teams have seen of one skill. */
export function sharedVersions(
  files: readonly PracticeFile[],
  skillName: string,
  own: ReadonlySet<string>,
): SharedRow[] {
  return files.flatMap(({ team, skills }) =>
    skills
      .filter((row) => row.skillName === skillName)
      .map((row) => ({
        team,
        version: row.version,
        isOwnVersion: own.has(row.version),
        users: row.users,
        invocations: row.invocations,
        completed: row.completed,
        failed: row.failed,
        completionRate: row.completionRate,
        completionRateLower: row.completionRateLower,
        completionRateUpper: row.completionRateUpper,
      })),
  );
}

/** Skills of which no version is known here, and of which others know some. */
export function sharedOnly(
  files: readonly PracticeFile[],
  own: readonly VersionUnit[],
  asked: string | undefined,
): readonly SkillVersionsRow[] {
  const known = new Set(own.map(({ skillName }) => skillName));
  const names = new Set(files.flatMap(({ skills }) => skills.map(({ skillName }) => skillName)));
  return [...names]
    .filter((name) => !known.has(name) && (asked === undefined || asked === name))
    .map((skillName) => ({
      skillName,
      kind: 'skill',
      withoutVersion: 0,
      versions: [],
      comparisons: [],
      benchmark: [],
      shared: sharedVersions(files, skillName, new Set()),
    }));
}

/** Sequences of other teams, each beside the own runs of the same. */
export function besideOwn(files: readonly PracticeFile[], runs: readonly WorkflowRun[]): readonly SharedSequenceRow[] {
  const byWorkflow = Map.groupBy(runs, ({ workflowName }) => workflowName);
  const own = new Map(
    [...byWorkflow].flatMap(([name, group]) =>
      fastestSequences(group, 1).map((row) => [JSON.stringify([name, row.skillNames]), row] as const),
    ),
  );
  return files.flatMap(({ team, sequences }) =>
    sequences.map((row) => {
      const same = own.get(JSON.stringify([row.workflowName, row.skillNames]));
      return {
        team,
        workflowName: row.workflowName,
        skillNames: row.skillNames,
        users: row.users,
        runs: row.runs,
        medianDurationSeconds: row.medianDurationSeconds,
        ownRuns: same?.completed ?? 0,
        ownMedianDurationSeconds: same?.medianDurationSeconds ?? null,
      };
    }),
  );
}
