import type { ExperimentArm, ExperimentAssignment, ExperimentOutcome, ExperimentUnits } from '@skills/schema';
import { parseTimestampMs, toTimestamp } from '@skills/schema';
import type { SqlEngine, SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { recordedUnits, refreshUnits } from './recorded-units.ts';

export type ExperimentUnitRepositoryDependencies = { readonly engine: SqlEngine };

/** Users per experiment, without those of an unknown group. */
export type ExperimentCounts = {
  readonly testId: number;
  readonly control: number;
  readonly treatment: number;
};

/** The users of experiments, which arm each is in, and the outcomes that were handed in for them. */
export class ExperimentUnitRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: ExperimentUnitRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Who of these is in the experiment, by the id as stored. */
  async assignments(testId: number, userIds: readonly string[]): Promise<ReadonlyMap<string, ExperimentAssignment>> {
    return readAssignments(this.#engine, testId, userIds);
  }

  /** Everybody who is in any experiment, by the id as stored. */
  async assignedUsers(): Promise<readonly string[]> {
    const rows = await this.#engine.all('SELECT DISTINCT user_id FROM ab_test_assignments');
    return rows.map((row) => toText(row[0]));
  }

  /**
   * Adds users, all or none. Who is in already stays where he is, whatever is asked.
   *
   * @returns what is stored now, by the id as stored
   */
  async assign(
    testId: number,
    assignments: readonly ExperimentAssignment[],
  ): Promise<ReadonlyMap<string, ExperimentAssignment>> {
    const userIds = assignments.map(({ userId }) => userId);
    return this.#engine.transaction(async (transaction) => {
      await transaction.runMany(
        `INSERT INTO ab_test_assignments (test_id, user_id, group_name, assigned_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (test_id, user_id) DO NOTHING`,
        assignments.map(({ userId, arm, assignedAtMs }) => [testId, userId, arm, toTimestamp(assignedAtMs)]),
      );
      await transaction.run(refreshUnits, [testId, JSON.stringify(userIds)]);
      return readAssignments(transaction, testId, userIds);
    });
  }

  /** Adds outcomes of assigned users, all or none. */
  async record(testId: number, outcomes: readonly ExperimentOutcome[]): Promise<void> {
    const skillNames = [...new Set(outcomes.map(({ skillName }) => skillName))];
    const userIds = [...new Set(outcomes.map(({ userId }) => userId))];
    await this.#engine.transaction(async (transaction) => {
      await transaction.runMany(
        'INSERT OR IGNORE INTO skill_metrics (skill_name) VALUES (?)',
        skillNames.map((name) => [name]),
      );
      await transaction.runMany(
        `INSERT INTO ab_test_outcomes
           (test_id, user_id, skill_name, completed, duration_seconds, user_rating, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        outcomes.map((outcome) => [
          testId,
          outcome.userId,
          outcome.skillName,
          outcome.completed ? 1 : 0,
          outcome.durationSeconds,
          outcome.userRating,
          toTimestamp(outcome.recordedAtMs),
        ]),
      );
      await transaction.run(refreshUnits, [testId, JSON.stringify(userIds)]);
      await markSeenArms(transaction, testId, outcomes);
    });
  }

  /** Assigned users with their recorded outcomes. */
  async recordedUnits(testId: number): Promise<ExperimentUnits> {
    return recordedUnits(this.#engine, testId);
  }

  /** Of every experiment that has users. */
  async counts(): Promise<readonly ExperimentCounts[]> {
    const rows = await this.#engine.all(
      `SELECT test_id, count(*) FILTER (WHERE group_name = 'control'), count(*) FILTER (WHERE group_name = 'treatment')
       FROM ab_test_assignments GROUP BY test_id`,
    );
    return rows.map((row) => ({
      testId: toNumber(row[0]),
      control: toNumber(row[1]),
      treatment: toNumber(row[2]),
    }));
  }
}

async function readAssignments(
  reader: SqlReader,
  testId: number,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, ExperimentAssignment>> {
  const rows = await reader.all(
    `SELECT user_id, group_name, assigned_at FROM ab_test_assignments
     WHERE test_id = ?1 AND group_name IN ('control', 'treatment') AND user_id IN (SELECT value FROM json_each(?2))`,
    [testId, JSON.stringify(userIds)],
  );
  return new Map(
    rows.map((row) => {
      const userId = toText(row[0]);
      const arm: ExperimentArm = row[1] === 'treatment' ? 'treatment' : 'control';
      return [userId, { userId, arm, assignedAtMs: parseTimestampMs(toText(row[2])) ?? 0 }];
    }),
  );
}

async function markSeenArms(
  transaction: SqlTransaction,
  testId: number,
  outcomes: readonly ExperimentOutcome[],
): Promise<void> {
  await transaction.runMany(
    `UPDATE ab_test_unit SET arms_seen = arms_seen | ?3 WHERE test_id = ?1 AND assignment_id =
       (SELECT assignment_id FROM ab_test_assignments WHERE test_id = ?1 AND user_id = ?2)`,
    outcomes.flatMap(({ userId, seenArm }) =>
      seenArm === null ? [] : [[testId, userId, seenArm === 'treatment' ? 2 : 1]],
    ),
  );
}
