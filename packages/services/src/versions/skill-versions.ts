import { benjaminiHochberg } from '@skills/analytics';
import type {
  BaselineRow,
  ImportedBaselines,
  PracticeFile,
  RollupWindow,
  SkillVersionsRow,
  VersionsResult,
} from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { loadRuns, type RunSource } from '../workflow-executions/workflow-run.ts';
import { versionBenchmark } from './version-benchmark.ts';
import { minOutcomes, versionComparison, type VersionDifference, versionDifference } from './compare-versions.ts';
import { besideOwn, sharedOnly, sharedVersions } from './shared-figures.ts';
import { sum, versionRow, versionTallies, type VersionUnit } from './version-tally.ts';

export type VersionUnitSource = { units(window: RollupWindow, skillName?: string): Promise<readonly VersionUnit[]> };

export type SharedPracticeSource = { all(): Promise<readonly { readonly file: PracticeFile }[]> };

export type SkillVersionsDependencies = {
  readonly units: VersionUnitSource;
  readonly runs: RunSource;
  readonly baselines: { stored(minUsers: number): Promise<readonly BaselineRow[]> };
  readonly imported: { all(): Promise<readonly ImportedBaselines[]> };
  readonly shared: SharedPracticeSource;
  readonly now: () => number;
};

export type VersionsQuestion = { readonly window: RollupWindow; readonly skillName?: string | undefined };

/** Inside one database. */
const minUsersInside = 5;

/** How versions of skills did, each beside the one before, beside what is usual and beside what others have seen. */
export class SkillVersions {
  readonly #dependencies: SkillVersionsDependencies;

  constructor(dependencies: SkillVersionsDependencies) {
    this.#dependencies = dependencies;
  }

  async versions({ window, skillName }: VersionsQuestion): Promise<VersionsResult> {
    const { units, shared } = this.#dependencies;
    const rows = await units.units(window, skillName);
    const files = (await shared.all()).map(({ file }) => file);
    const skills = [...Map.groupBy(rows, ({ kind, skillName: name }) => JSON.stringify([kind, name])).values()];
    const differences = skills.map((group) => {
      const tallies = versionTallies(group);
      return tallies.slice(1).flatMap((young, index) => {
        const old = tallies[index];
        return old === undefined ? [] : [versionDifference(old, young)];
      });
    });
    const judged = judgedTogether(differences.flat());
    const benchmark = await this.#benchmark();
    return {
      window: resultWindow(window),
      minOutcomes,
      skills: skills
        .flatMap((group, index) => {
          const [first] = group;
          if (first === undefined) return [];
          const versions = versionTallies(group).map(versionRow);
          return [
            {
              skillName: first.skillName,
              kind: first.kind,
              withoutVersion: sum(
                group.filter(({ version }) => version === null),
                ({ invocations }) => invocations,
              ),
              versions,
              comparisons: (differences[index] ?? []).flatMap((difference) => judged.get(difference) ?? []),
              benchmark: benchmark(first.skillName, versions.at(-1)),
              shared: sharedVersions(files, first.skillName, new Set(versions.map(({ version }) => version))),
            },
          ];
        })
        .concat(sharedOnly(files, rows, skillName))
        .toSorted((a, b) => calls(b) - calls(a) || (a.skillName < b.skillName ? -1 : 1)),
      sharedSequences: skillName === undefined ? [...(await this.#sharedSequences(files, window))] : [],
    };
  }

  async #sharedSequences(
    files: readonly PracticeFile[],
    window: RollupWindow,
  ): Promise<readonly VersionsResult['sharedSequences'][number][]> {
    if (files.every(({ sequences }) => sequences.length === 0)) return [];
    const { runs, now } = this.#dependencies;
    return besideOwn(files, await loadRuns(runs, { window, nowMs: now() }));
  }

  async #benchmark(): Promise<
    (skillName: string, newest: SkillVersionsRow['versions'][number] | undefined) => SkillVersionsRow['benchmark']
  > {
    const { baselines, imported } = this.#dependencies;
    const sets = [{ team: null, baselines: await baselines.stored(minUsersInside) }, ...(await imported.all())];
    return (skillName, newest) => versionBenchmark(sets, skillName, newest);
  }
}

/** One correction over everything that is told of, for rates and for durations apart. */
function judgedTogether(
  differences: readonly VersionDifference[],
): ReadonlyMap<VersionDifference, ReturnType<typeof versionComparison>> {
  const rates = qValues(differences, ({ rate }) => rate?.pValue);
  const durations = qValues(differences, ({ logDuration }) => logDuration?.pValue);
  return new Map(
    differences.map((each) => [
      each,
      versionComparison(each, { rate: rates.get(each), duration: durations.get(each) }),
    ]),
  );
}

function qValues(
  differences: readonly VersionDifference[],
  pValueOf: (difference: VersionDifference) => number | undefined,
): ReadonlyMap<VersionDifference, number> {
  const tested = differences.flatMap((each) => {
    const pValue = pValueOf(each);
    return pValue === undefined ? [] : [{ each, pValue }];
  });
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue));
  return new Map(tested.map(({ each }, index) => [each, adjusted[index] ?? 1]));
}

function calls({ versions }: SkillVersionsRow): number {
  return versions.reduce((total, { invocations }) => total + invocations, 0);
}
