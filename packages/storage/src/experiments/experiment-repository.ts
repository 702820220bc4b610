import type { Experiment, NewExperiment } from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { experimentColumns, toExperiment } from './experiment-row.ts';

export type ExperimentRepositoryDependencies = { readonly engine: SqlEngine };

/** What changes in the life of an experiment. */
export type ExperimentState = Pick<Experiment, 'status' | 'endMs' | 'assignmentRatio' | 'settings'>;

/** Experiments and their settings. Those of the predecessor are read, too. */
export class ExperimentRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: ExperimentRepositoryDependencies) {
    this.#engine = engine;
  }

  /**
   * @returns the id of the experiment
   * @throws {SkillsError} 'invalid-input' when there is one of that name
   */
  async create(experiment: NewExperiment, createdAtMs: number): Promise<number> {
    const { testName, settings } = experiment;
    return this.#engine.transaction(async (transaction) => {
      const same = await transaction.all('SELECT test_id FROM ab_test_configs WHERE test_name = ?', [testName]);
      if (same.length > 0) throw new SkillsError('invalid-input', `an experiment ${testName} exists already`);
      const rows = await transaction.all(
        `INSERT INTO ab_test_configs (test_name, description, control_strategy, treatment_strategy, start_date,
           end_date, min_sample_size, metrics, assignment_ratio, status, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING test_id`,
        [
          testName,
          experiment.description,
          experiment.controlStrategy,
          experiment.treatmentStrategy,
          toTimestamp(experiment.startMs),
          experiment.endMs === null ? null : toTimestamp(experiment.endMs),
          experiment.minSampleSize,
          JSON.stringify(settings.metrics.map(({ metric }) => metric)),
          experiment.assignmentRatio,
          experiment.status,
          toTimestamp(createdAtMs),
        ],
      );
      const testId = toNumber(rows[0]?.[0]);
      await transaction.run('INSERT INTO ab_test_settings (test_id, settings) VALUES (?, ?)', [
        testId,
        JSON.stringify(settings),
      ]);
      return testId;
    });
  }

  /** @param reference - the id or the name */
  async find(reference: number | string): Promise<Experiment | undefined> {
    const column = typeof reference === 'number' ? 'test_id' : 'test_name';
    const rows = await this.#engine.all(`${select} WHERE c.${column} = ?`, [reference]);
    return rows[0] === undefined ? undefined : toExperiment(rows[0]);
  }

  /** The newest first. */
  async list(): Promise<readonly Experiment[]> {
    const rows = await this.#engine.all(`${select} ORDER BY c.test_id DESC`);
    return rows.map((row) => toExperiment(row));
  }

  /**
   * @param experiment - as it was read
   * @throws {SkillsError} 'storage-busy' when another process changed it since
   */
  async change(experiment: Experiment, next: ExperimentState): Promise<void> {
    await this.#engine.transaction(async (transaction) => {
      const changed = await transaction.run(
        `UPDATE ab_test_configs SET status = ?, end_date = ?, assignment_ratio = ?
         WHERE test_id = ? AND coalesce(status, 'running') = ?`,
        [
          next.status,
          next.endMs === null ? null : toTimestamp(next.endMs),
          next.assignmentRatio,
          experiment.testId,
          experiment.status,
        ],
      );
      if (changed === 0) {
        throw new SkillsError('storage-busy', `experiment ${experiment.testName} was changed at the same time`);
      }
      await transaction.run(
        `INSERT INTO ab_test_settings (test_id, settings) VALUES (?1, ?2)
         ON CONFLICT (test_id) DO UPDATE SET settings = excluded.settings`,
        [experiment.testId, JSON.stringify(next.settings)],
      );
    });
  }
}

const select = `SELECT ${experimentColumns}
  FROM ab_test_configs AS c LEFT JOIN ab_test_settings AS s ON s.test_id = c.test_id`;
