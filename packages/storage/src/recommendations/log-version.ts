import type { SqlEngine } from '../engine/sql-engine.ts';

export type LogVersionDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'kind'> };

/**
 * A text that changes when the database does, whoever changes it; to be compared with one that was read before over the
 * same engine. Of a file it costs some microseconds. A server has a connection for each question and cannot tell, so the
 * rollups are asked: calls, outcomes and users count there.
 */
export class LogVersion {
  readonly #engine: Pick<SqlEngine, 'all' | 'kind'>;

  constructor({ engine }: LogVersionDependencies) {
    this.#engine = engine;
  }

  async current(): Promise<string> {
    const [row = []] = await this.#engine.all(this.#engine.kind === 'sqlite' ? fileQuery : serverQuery);
    return row.join(' ');
  }
}

/** `data_version` counts what other connections have committed, `total_changes` what this one has. */
const fileQuery = 'SELECT data_version, total_changes() FROM pragma_data_version';

const serverQuery = `
  SELECT (SELECT max(event_key) FROM skill_event), (SELECT max(user_id) FROM app_user),
    sum(invocations), sum(completed), sum(failed) FROM skill_rollup_day WHERE project_id = 0`;
