import type { SqlEngine, SqlReader, SqlRow } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

/**
 * What the system did: `collect` by source (the whole of it is named `all`), `aggregate` by what was made anew, `query` by
 * question, `request` by the skill that was asked about.
 */
export type MeasureKind = 'collect' | 'aggregate' | 'query' | 'request';

export type Measure = {
  readonly kind: MeasureKind;
  readonly name: string;
  /** UTC epoch milliseconds. */
  readonly atMs: number;
  /** Of all `runs`. */
  readonly durationSeconds: number;
  /** How often, when one measure stands for many. Default 1; `longestSeconds` is of the longest of them. */
  readonly runs?: number;
  readonly longestSeconds?: number;
  /** Records that came of it. */
  readonly records: number;
  /** Records that could not be read. */
  readonly rejected: number;
  /** All of them. */
  readonly hasFailed: boolean;
};

export type MeasureTotals = {
  readonly kind: MeasureKind;
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly records: number;
  readonly rejected: number;
  readonly meanSeconds: number;
  readonly longestSeconds: number;
  /** UTC epoch milliseconds. */
  readonly lastAtMs: number;
};

const dayMs = 86_400_000;
const keptDays = 90;
const namesPerKind = 200;
/** What is measured beyond the names that have a row of their own. */
export const otherName = 'other';

/** Counts of what the system itself did, by day: 90 days, and 200 names of a kind. Written by who writes anyway. */
export class OperationMeasures {
  readonly #engine: SqlEngine;

  constructor({ engine }: { readonly engine: SqlEngine }) {
    this.#engine = engine;
  }

  async record(measures: readonly Measure[]): Promise<void> {
    if (measures.length === 0) return;
    await this.#engine.transaction(async (transaction) => {
      const oldest = Math.floor(Math.max(...measures.map(({ atMs }) => atMs)) / dayMs) - keptDays;
      await transaction.run('DELETE FROM operation_measure WHERE day < ?1', [oldest]);
      const known = await knownNames(transaction);
      await transaction.runMany(
        upsertSql,
        measures.map((measure) => toRow(measure, known)),
      );
    });
  }

  /** Sums over the days from one on, the busiest of a kind first. */
  async totals(sinceMs: number): Promise<readonly MeasureTotals[]> {
    return readMeasureTotals(this.#engine, sinceMs);
  }
}

export async function readMeasureTotals(reader: SqlReader, sinceMs: number): Promise<readonly MeasureTotals[]> {
  const rows = await reader.all(
    `SELECT kind, name, sum(runs), sum(failures), sum(records), sum(rejected), sum(duration_us_sum) / 1e6 / sum(runs),
       max(duration_us_most) / 1e6, max(last_at_ms)
     FROM operation_measure WHERE day >= ?1 GROUP BY kind, name ORDER BY kind, 3 DESC, name`,
    [Math.floor(sinceMs / dayMs)],
  );
  return rows.flatMap((row) => {
    const kind = kinds.find((each) => each === row[0]);
    if (kind === undefined) return [];
    const [runs = 0, failures = 0, records = 0, rejected = 0, meanSeconds = 0, longestSeconds = 0, lastAtMs = 0] = row
      .slice(2)
      .map(toNumber);
    const name = toText(row[1] ?? '');
    return [{ kind, name, runs, failures, records, rejected, meanSeconds, longestSeconds, lastAtMs }];
  });
}

const kinds: readonly MeasureKind[] = ['collect', 'aggregate', 'query', 'request'];

/** Names with a row, by kind: what comes when there are enough is counted together. */
async function knownNames(reader: SqlReader): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await reader.all('SELECT DISTINCT kind, name FROM operation_measure');
  const names = new Map<string, Set<string>>();
  for (const [kind = null, name = null] of rows) {
    const known = names.get(toText(kind)) ?? new Set();
    names.set(toText(kind), known.add(toText(name)));
  }
  return names;
}

function toRow(
  {
    kind,
    name,
    atMs,
    durationSeconds,
    runs = 1,
    longestSeconds = durationSeconds,
    records,
    rejected,
    hasFailed,
  }: Measure,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): SqlRow {
  const names = known.get(kind);
  const isKept = names === undefined || names.has(name) || names.size < namesPerKind;
  return [
    kind,
    isKept ? name.slice(0, 200) : otherName,
    Math.floor(atMs / dayMs),
    runs,
    hasFailed ? runs : 0,
    records,
    rejected,
    toMicroseconds(durationSeconds),
    toMicroseconds(longestSeconds),
    atMs,
  ];
}

function toMicroseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1e6));
}

const upsertSql = `
  INSERT INTO operation_measure (kind, name, day, runs, failures, records, rejected, duration_us_sum, duration_us_most,
    last_at_ms)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET runs = runs + excluded.runs, failures = failures + excluded.failures,
    records = records + excluded.records, rejected = rejected + excluded.rejected,
    duration_us_sum = duration_us_sum + excluded.duration_us_sum,
    duration_us_most = max(duration_us_most, excluded.duration_us_most), last_at_ms = max(last_at_ms, excluded.last_at_ms)`;
