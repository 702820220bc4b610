import { median, wilsonScoreInterval } from '@skills/analytics';
import {
  parseInput,
  type PracticeFile,
  practiceFileSchema,
  type PracticeImportResult,
  type RollupWindow,
  type SharedSequence,
  type SharedVersion,
  SkillsError,
  toTimestamp,
} from '@skills/schema';
import { loadRuns, type RunSource, type WorkflowRun } from '../workflow-executions/workflow-run.ts';
import type { SharedPracticeSource, VersionUnitSource } from './skill-versions.ts';
import { sum, type VersionTally, versionTallies } from './version-tally.ts';

export type PracticeExchangeDependencies = {
  readonly units: VersionUnitSource;
  readonly runs: RunSource;
  readonly shared: SharedPracticeSource & { replace(file: PracticeFile, nowMs: number): Promise<boolean> };
  /** Pseudonym of this installation. */
  readonly team: () => string;
  readonly now: () => number;
};

const usualMinUsers = 20;
/** The rule of the US Centers for Medicare & Medicaid Services for published cells. */
const leastMinUsers = 11;
const countsTo = 5;

/** What works, from team to team: figures of groups, never of a person, a path or a session. */
export class PracticeExchange {
  readonly #dependencies: PracticeExchangeDependencies;

  constructor(dependencies: PracticeExchangeDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Versions and sequences of at least `minUsers` users, counts rounded to 5.
   *
   * @throws {RangeError} for fewer than 11 users
   */
  async release(question: {
    readonly window: RollupWindow;
    readonly minUsers?: number | undefined;
  }): Promise<PracticeFile> {
    const { window, minUsers = usualMinUsers } = question;
    if (!Number.isSafeInteger(minUsers) || minUsers < leastMinUsers) {
      throw new RangeError(`minUsers requires an integer >= ${leastMinUsers}, got ${minUsers}`);
    }
    const { units, runs: source, team, now } = this.#dependencies;
    const skills = Map.groupBy(await units.units(window), ({ kind, skillName }) => JSON.stringify([kind, skillName]));
    const runs = await loadRuns(source, { window, nowMs: now() });
    return {
      format: 'skills-practice',
      version: 1,
      team: team(),
      // The hour would tell when the team works.
      releasedAt: `${toTimestamp(now()).slice(0, 10)}T00:00:00.000Z`,
      minUsers,
      countsTo,
      skills: [...skills.values()].flatMap((group) =>
        versionTallies(group).flatMap((tally) => sharedVersion(group[0]?.skillName ?? '', tally, minUsers)),
      ),
      sequences: [...sharedSequences(runs, minUsers)],
    };
  }

  /**
   * Takes what another team has given, in place of what it gave before.
   *
   * @throws {SkillsError} 'invalid-input' naming what is wrong
   */
  async take(content: unknown): Promise<PracticeImportResult> {
    const file = parseInput(practiceFileSchema, content);
    const { shared, team, now } = this.#dependencies;
    if (file.team === team()) throw new SkillsError('invalid-input', 'this practice comes from this database itself');
    const small = [...file.skills, ...file.sequences].find(({ users }) => users + countsTo / 2 < file.minUsers);
    if (small !== undefined) {
      throw new SkillsError(
        'invalid-input',
        `a row is of ${small.users} users, fewer than the file's ${file.minUsers}`,
      );
    }
    const wrong = file.skills.find(({ completed, failed, invocations }) => completed + failed > invocations + countsTo);
    if (wrong !== undefined) {
      throw new SkillsError('invalid-input', `${wrong.skillName} has more outcomes than calls`);
    }
    const replaced = await shared.replace(file, now());
    return {
      team: file.team,
      releasedAt: file.releasedAt,
      skills: file.skills.length,
      sequences: file.sequences.length,
      replaced,
    };
  }
}

/** None when its users are too few, or when its version could be a path. */
function sharedVersion(
  skillName: string,
  { version, units }: VersionTally,
  minUsers: number,
): readonly SharedVersion[] {
  const ofUsers = units.filter(({ isUser }) => isUser);
  const users = ofUsers.length;
  if (users < minUsers || /[/\\]/.test(version)) return [];
  const completed = rounded(sum(ofUsers, (unit) => unit.completed));
  const failed = rounded(sum(ofUsers, (unit) => unit.failed));
  const known = completed + failed;
  const interval = known === 0 ? undefined : wilsonScoreInterval(completed, known);
  return [
    {
      skillName,
      version,
      users: rounded(users),
      invocations: rounded(sum(ofUsers, (unit) => unit.invocations)),
      completed,
      failed,
      completionRate: known === 0 ? null : completed / known,
      completionRateLower: interval?.lower ?? null,
      completionRateUpper: interval?.upper ?? null,
    },
  ];
}

function sharedSequences(runs: readonly WorkflowRun[], minUsers: number): readonly SharedSequence[] {
  const told = runs.flatMap((run) => {
    const { status, durationSeconds, userId, workflowName, steps } = run;
    if (status !== 'completed' || durationSeconds === null || userId === null || steps.length === 0) return [];
    return [{ workflowName, durationSeconds, userId, skillNames: steps.map(({ skillName }) => skillName) }];
  });
  const groups = Map.groupBy(told, ({ workflowName, skillNames }) => JSON.stringify([workflowName, skillNames]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const users = new Set(group.map(({ userId }) => userId)).size;
    if (first === undefined || users < minUsers) return [];
    return [
      {
        workflowName: first.workflowName,
        skillNames: first.skillNames,
        users: rounded(users),
        runs: rounded(group.length),
        medianDurationSeconds: Number(median(group.map(({ durationSeconds }) => durationSeconds)).toPrecision(2)),
      },
    ];
  });
}

function rounded(count: number): number {
  return Math.round(count / countsTo) * countsTo;
}
