import { expect } from 'vitest';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';
import type { SqlEngine, SqlRow } from '../src/engine/sql-engine.ts';
import { EventIngest } from '../src/ingest/event-ingest.ts';
import { migrateDatabase } from '../src/migrations/migrate-database.ts';
import { refreshAggregates } from '../src/projects/aggregate-refresh.ts';
import { pruneTiers } from '../src/retention/prune-tiers.ts';
import type { RetentionHorizons } from '../src/retention/retention-tiers.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../src/rollup/rebuild-rollups.ts';
import { EventSegments } from '../src/segments/event-segments.ts';
import { testPseudonym } from './open-test-log.ts';
import { callsBatch, firstMs, outcomeBatch, type Told } from './retention-calls.ts';
import { RetentionModel } from './retention-model.ts';

export type WorldStep =
  | { readonly do: 'collect'; readonly told: readonly Told[] }
  | { readonly do: 'complete'; readonly number: number }
  | { readonly do: 'prune' | 'crash in prune'; readonly horizons: RetentionHorizons; readonly rows: number }
  | { readonly do: 'rebuild' | 'aggregate' | 'segments' | 'reopen' | 'crash in collect' };

/** A database and the model of it, to which the same is done. */
export class RetentionWorld {
  engine!: SqlEngine;
  readonly model: RetentionModel = new RetentionModel();
  readonly #url: string;
  #ingest!: EventIngest;

  constructor(url: string) {
    this.#url = url;
  }

  async open(): Promise<void> {
    this.engine = openNodeSqliteEngine({ url: this.#url });
    await migrateDatabase(this.engine, { now: () => firstMs });
    this.#ingest = new EventIngest({ engine: this.engine, pseudonymise: testPseudonym, now: () => firstMs });
  }

  async take(next: WorldStep): Promise<void> {
    switch (next.do) {
      case 'collect':
        await this.#ingest.ingest(callsBatch(next.told));
        this.model.collect(next.told);
        return;
      case 'complete':
        await this.#ingest.ingest(outcomeBatch(next.number));
        this.model.complete(next.number);
        return;
      case 'prune':
        await pruneTiers(this.engine, { horizons: next.horizons, rowsPerTransaction: next.rows });
        this.model.prune(next.horizons);
        return;
      case 'crash in prune':
        await this.#crashInPrune(next.horizons);
        return;
      case 'rebuild':
        await this.engine.transaction(async (transaction) => {
          await rebuildRollups(transaction);
          await rebuildSkillMetrics(transaction);
        });
        return;
      case 'aggregate':
        await this.engine.transaction((transaction) => transaction.run('UPDATE project SET registered = 1'));
        await refreshAggregates(this.engine, { nowMs: firstMs, force: false });
        return;
      case 'segments':
        await new EventSegments({ engine: this.engine }).rebuild(this.engine);
        return;
      case 'reopen':
        await this.engine.close();
        await this.open();
        return;
      case 'crash in collect':
        await expect(
          this.engine.transaction(async (transaction) => {
            await transaction.run('DELETE FROM skill_rollup_day');
            throw new Error('the power is gone');
          }),
        ).rejects.toThrow('the power is gone');
        return;
      default:
        next satisfies never;
    }
  }

  /** After the first transaction, before the last one: of the tiers, the log alone has lost calls. */
  async #crashInPrune(horizons: RetentionHorizons): Promise<void> {
    const gone = new Error('the power is gone');
    const onProgress = (): never => {
      throw gone;
    };
    await pruneTiers(this.engine, { horizons, rowsPerTransaction: 3, onProgress }).catch((error: unknown) =>
      expect(error).toBe(gone),
    );
    const [kept] = await this.engine.all('SELECT CAST(min(event_key) >> 21 AS INTEGER) FROM skill_event');
    const raw = Math.min(horizons.raw, Number(kept?.[0] ?? horizons.raw));
    this.model.pruneCalls(raw);
  }

  /** Calls and messages. */
  async log(): Promise<SqlRow> {
    const [row = []] = await this.engine.all(
      'SELECT (SELECT count(*) FROM skill_event), (SELECT count(*) FROM message_usage)',
    );
    return row;
  }

  async days(): Promise<readonly SqlRow[]> {
    return this.engine.all(
      `SELECT coalesce(p.external_id, '0'), s.name, r.day, r.invocations, r.completed, r.failed, r.duration_us_sum, r.sessions
       FROM skill_rollup_day AS r JOIN skill AS s ON s.skill_id = r.skill_id
       LEFT JOIN project AS p ON p.project_id = r.project_id`,
    );
  }

  async hours(from: number, to: number): Promise<readonly SqlRow[]> {
    return this.engine.all(
      `SELECT s.name, r.hour, r.invocations, r.completed, r.failed, r.duration_us_sum, r.sessions
       FROM skill_rollup_hour AS r JOIN skill AS s ON s.skill_id = r.skill_id WHERE r.hour >= ?1 AND r.hour < ?2`,
      [from, Math.min(to, Number.MAX_SAFE_INTEGER)],
    );
  }

  /** Of registered projects, by day, as `days` without the sessions. */
  async aggregates(): Promise<readonly SqlRow[]> {
    return this.engine.all(
      `SELECT p.external_id, s.name, a.period, a.invocations, a.completed, a.failed, a.duration_us_sum
       FROM skill_aggregate AS a JOIN skill AS s ON s.skill_id = a.skill_id JOIN project AS p ON p.project_id = a.project_id
       WHERE a.time_window = 1`,
    );
  }

  async usage(): Promise<SqlRow> {
    const [row = []] = await this.engine.all(
      'SELECT total(messages), total(input_tokens) FROM usage_rollup_day WHERE project_id = 0',
    );
    return row;
  }

  /** Tables that a rebuild makes anew, as they are, of hours inside the horizon. */
  async rollups(): Promise<Readonly<Record<string, readonly SqlRow[]>>> {
    const { firstHour } = this.model;
    const ask = async (sql: string, ...values: SqlRow): Promise<readonly SqlRow[]> => this.engine.all(sql, values);
    const tables = await Promise.all(
      rebuiltTables.map(async (table) => [table, await ask(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`)]),
    );
    return {
      ...Object.fromEntries(tables),
      hours: await ask('SELECT * FROM skill_rollup_hour WHERE hour >= ?1 ORDER BY 1, 2', firstHour),
      hourGaps: await ask('SELECT * FROM skill_session_gap_hour WHERE previous_hour >= ?1 ORDER BY 1, 2, 3', firstHour),
      metrics: await ask(
        `SELECT skill_name, total_invocations, completed_invocations, abandoned_invocations, total_duration_seconds,
           first_invoked, last_invoked, workflow_paths, common_errors FROM skill_metrics ORDER BY 1`,
      ),
    };
  }
}

const rebuiltTables = [
  'skill_rollup_day',
  'skill_session_hour',
  'skill_session_gap_day',
  'usage_rollup_day',
  'usage_rollup_month',
  'model_rollup_day',
];
