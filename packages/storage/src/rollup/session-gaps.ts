import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';

/** What a batch adds to the gap tables: buckets that follow each other in the life of one session with one skill. */
export class SessionGaps {
  readonly #hours = new Map<string, number>();
  readonly #days = new Map<string, number>();

  /** @param hours - ascending and distinct */
  addHours(skillId: number, hours: readonly number[], sign: 1 | -1): void {
    addGaps(this.#hours, [skillId], { starts: hours, sign });
  }

  /** @param days - ascending and distinct */
  addDays(of: { readonly projectId: number; readonly skillId: number }, days: readonly number[], sign: 1 | -1): void {
    addGaps(this.#days, [of.projectId, of.skillId], { starts: days, sign });
  }

  async write(transaction: SqlTransaction): Promise<void> {
    await writeGaps(transaction, { table: 'skill_session_gap_hour', keys: hourKeys }, this.#hours);
    await writeGaps(transaction, { table: 'skill_session_gap_day', keys: dayKeys }, this.#days);
  }
}

const hourKeys = ['skill_id', 'hour', 'previous_hour'];
const dayKeys = ['project_id', 'skill_id', 'day', 'previous_day'];

type Steps = { readonly starts: readonly number[]; readonly sign: 1 | -1 };

function addGaps(gaps: Map<string, number>, scope: readonly number[], { starts, sign }: Steps): void {
  for (let index = 1; index < starts.length; index += 1) {
    const key = [...scope, starts[index], starts[index - 1]].join(' ');
    gaps.set(key, (gaps.get(key) ?? 0) + sign);
  }
}

type GapTable = { readonly table: string; readonly keys: readonly string[] };

async function writeGaps(
  transaction: SqlTransaction,
  { table, keys }: GapTable,
  gaps: ReadonlyMap<string, number>,
): Promise<void> {
  const changed = [...gaps].filter(([, sessions]) => sessions !== 0);
  await transaction.runMany(
    `INSERT INTO ${table} (${keys.join(', ')}, sessions) VALUES (${keys.map(() => '?').join(', ')}, ?)
     ON CONFLICT DO UPDATE SET sessions = sessions + excluded.sessions`,
    changed.map(([key, sessions]) => toRow(`${key} ${sessions}`)),
  );
  await transaction.runMany(
    `DELETE FROM ${table} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')} AND sessions = 0`,
    changed.filter(([, sessions]) => sessions < 0).map(([key]) => toRow(key)),
  );
}

function toRow(numbers: string): SqlRow {
  return numbers.split(' ').map(Number);
}
