import type { Experiment, ExperimentSettings, ExperimentUnits, SkillKind } from '@skills/schema';
import type { SqlReader, SqlValue } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import type { CountedTime } from './calls-of-skill.ts';
import { callCells, callsOfSkill } from './calls-of-skill.ts';
import { ObservedUnits } from './observed-units.ts';
import { addCall, emptyTotals } from './unit-columns.ts';

export type ExperimentEventRepositoryDependencies = { readonly engine: SqlReader };

const dayMs = 86_400_000;

/** Outcomes of experiments as the log has them: the users' calls of one skill. Calls of nobody are not counted. */
export class ExperimentEventRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: ExperimentEventRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * Adds to the assigned users of a randomised experiment what the log knows of them, in one pass: their calls since
   * each was assigned, when outcomes are taken from the log, and their calls before it, for CUPED. With versions in the
   * settings, a user who ran the version of the other arm was seen in both.
   */
  async withCalls(experiment: Experiment, units: ExperimentUnits, counted: CountedTime): Promise<ExperimentUnits> {
    const { settings } = experiment;
    const count = units.user.length;
    const pastMs = settings.prePeriodDays * dayMs;
    const usesEvents = settings.outcomesFrom === 'events';
    const totals = usesEvents ? emptyTotals(count) : units.totals;
    const before = pastMs > 0 ? emptyTotals(count) : null;
    const isMixed = Uint8Array.from(units.isMixed);
    const placeOf = await this.#placesOfUsers(experiment.testId, units);
    const { earliestMs, latestMs } = assignmentTimes(units);
    const pages = callsOfSkill(this.#engine, {
      ...settings,
      fromMs: pastMs > 0 ? Math.min(earliestMs - pastMs, counted.fromMs) : counted.fromMs,
      untilMs: usesEvents ? counted.untilMs : latestMs,
      withVersion: settings.controlVersion !== null || settings.treatmentVersion !== null,
    });
    for await (const page of pages) {
      for (const call of page) {
        const index = placeOf.get(toNumber(call[callCells.userId]));
        if (index === undefined) continue;
        const atMs = toNumber(call[callCells.atMs]);
        const assignedAtMs = units.assignedAtMs[index] ?? 0;
        if (atMs < assignedAtMs) {
          if (before !== null && atMs >= assignedAtMs - pastMs) addCall(before, index, call);
        } else if (usesEvents && isWithin(atMs, counted) && !isPaused(atMs, settings)) {
          addCall(totals, index, call);
          if (isOfOtherArm(call[callCells.version], units.arm[index], settings)) isMixed[index] = 1;
        }
      }
    }
    return { ...units, totals, before, isMixed };
  }

  /** Everybody who called a skill, without an experiment: all in the control arm. */
  async unitsOfSkill(
    skill: { readonly skillName: string; readonly skillKind: SkillKind | null },
    counted: CountedTime,
  ): Promise<ExperimentUnits> {
    const units = new ObservedUnits();
    for await (const page of callsOfSkill(this.#engine, { ...skill, ...counted, withVersion: false })) {
      for (const call of page) units.add(call, 0);
    }
    return units.columns();
  }

  /** One row per user and version: what nobody randomised. */
  async unitsOfVersions({ settings }: Experiment, counted: CountedTime): Promise<ExperimentUnits> {
    const { controlVersion, treatmentVersion } = settings;
    const units = new ObservedUnits();
    for await (const page of callsOfSkill(this.#engine, { ...settings, ...counted, withVersion: true })) {
      for (const call of page) {
        if (isPaused(toNumber(call[callCells.atMs]), settings)) continue;
        const version = call[callCells.version] ?? null;
        if (version === null) continue;
        if (version === controlVersion) units.add(call, 0);
        else if (version === treatmentVersion) units.add(call, 1);
      }
    }
    return units.columns();
  }

  /** One row per user and side of the change. */
  async unitsOfPeriods({ settings }: Experiment, counted: CountedTime): Promise<ExperimentUnits> {
    const changeAtMs = settings.changeAtMs ?? counted.untilMs;
    const units = new ObservedUnits();
    for await (const page of callsOfSkill(this.#engine, { ...settings, ...counted, withVersion: false })) {
      for (const call of page) {
        const atMs = toNumber(call[callCells.atMs]);
        if (!isPaused(atMs, settings)) units.add(call, atMs >= changeAtMs ? 1 : 0);
      }
    }
    return units.columns();
  }

  /** Where in the columns each user of the log is. */
  async #placesOfUsers(testId: number, units: ExperimentUnits): Promise<ReadonlyMap<number, number>> {
    const rows = await this.#engine.all(
      `SELECT a.assignment_id, p.user_id FROM ab_test_assignments AS a
       JOIN app_user AS p ON p.pseudonym = a.user_id WHERE a.test_id = ?1`,
      [testId],
    );
    const placeOf = new Map<number, number>();
    units.user.forEach((assignmentId, index) => placeOf.set(assignmentId, index));
    return new Map(
      rows.flatMap((row): readonly (readonly [number, number])[] => {
        const index = placeOf.get(toNumber(row[0]));
        return index === undefined ? [] : [[toNumber(row[1]), index]];
      }),
    );
  }
}

function assignmentTimes({ assignedAtMs }: ExperimentUnits): {
  readonly earliestMs: number;
  readonly latestMs: number;
} {
  let [earliestMs, latestMs] = [Infinity, 0];
  for (const atMs of assignedAtMs) {
    earliestMs = Math.min(earliestMs, atMs);
    latestMs = Math.max(latestMs, atMs);
  }
  return { earliestMs: Math.min(earliestMs, latestMs), latestMs };
}

function isWithin(atMs: number, { fromMs, untilMs }: CountedTime): boolean {
  return atMs >= fromMs && atMs < untilMs;
}

function isPaused(atMs: number, { pauses }: ExperimentSettings): boolean {
  return pauses.some((pause) => isWithin(atMs, pause));
}

function isOfOtherArm(version: SqlValue | undefined, arm: number | undefined, settings: ExperimentSettings): boolean {
  if (typeof version !== 'string') return false;
  return version === (arm === 1 ? settings.controlVersion : settings.treatmentVersion);
}
