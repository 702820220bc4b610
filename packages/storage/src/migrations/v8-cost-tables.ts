/**
 * What prices and budgets keep, and sums of `usage_rollup_day` for long windows and daily series.
 *
 * - `model_price` has the user's own prices in USD per million tokens, by the plain name of the model. `from_day` counts days
 *   since 1970-01-01 UTC; 0 is always. The built-in list is in the program, not here.
 * - `budget` has one row per project (NULL is every project) and period (`day`, `month` or `total`). `from_day` is the first
 *   day that counts, for `total`.
 * - `usage_rollup_month` sums whole UTC months (`month` = year * 12 + month - 1), `model_rollup_day` the skills of a day.
 *   Ingest and rebuild keep both equal to the sums of `usage_rollup_day`; a trigger follows what is deleted there.
 */
const tables = `
CREATE TABLE model_price (
  model TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  input REAL NOT NULL CHECK (input >= 0),
  output REAL NOT NULL CHECK (output >= 0),
  cache_read REAL NOT NULL CHECK (cache_read >= 0),
  cache_write REAL NOT NULL CHECK (cache_write >= 0),
  cache_write_1h REAL NOT NULL CHECK (cache_write_1h >= 0),
  set_at_ms INTEGER NOT NULL,
  PRIMARY KEY (model, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE budget (
  budget_id INTEGER PRIMARY KEY,
  project_id INTEGER REFERENCES project (project_id) ON DELETE CASCADE,
  period TEXT NOT NULL CHECK (period IN ('day', 'month', 'total')),
  limit_usd REAL NOT NULL CHECK (limit_usd > 0),
  warn_share REAL NOT NULL CHECK (warn_share BETWEEN 0 AND 1),
  from_day INTEGER,
  set_at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX budget_scope ON budget (coalesce(project_id, 0), period);
`;

const sums = [
  'messages',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
];

type SummedTable = { readonly name: string; readonly bucket: 'day' | 'month'; readonly ofSkill: boolean };
type Keys = readonly (readonly [column: string, value: (row: string) => string])[];

/** SQL of the month (year * 12 + month - 1) of a day since 1970-01-01 UTC. */
export function monthOfDay(day: string): string {
  const part = (format: string): string => `CAST(strftime('${format}', ${day} * 86400, 'unixepoch') AS INTEGER)`;
  return `(${part('%Y')} * 12 + ${part('%m')} - 1)`;
}

function keysOf({ bucket, ofSkill }: SummedTable): Keys {
  return [
    ['project_id', (row) => `${row}.project_id`],
    [bucket, (row) => (bucket === 'day' ? `${row}.day` : monthOfDay(`${row}.day`))],
    ['model_label', (row) => `${row}.model_label`],
    ...(ofSkill ? [['skill_label', (row: string) => `${row}.skill_label`] as const] : []),
    ['cost_stated', (row) => `${row}.cost_stated`],
  ];
}

function summedTable(table: SummedTable): string {
  const { name } = table;
  const keys = keysOf(table);
  const names = keys.map(([column]) => column);
  const columns = [...names, ...sums, 'cost_usd'].join(', ');
  const keysFrom = (row: string): string => keys.map(([, value]) => value(row)).join(', ');
  // Billionths of a dollar, so that taking back leaves nothing behind.
  const add = (row: string, signed: (column: string) => string): string => `
  INSERT INTO ${name} (${columns}) VALUES (${keysFrom(row)}, ${sums.map(signed).join(', ')}, ${signed('cost_usd')})
  ON CONFLICT DO UPDATE SET ${sums.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
    cost_usd = (round(cost_usd * 1e9) + round(excluded.cost_usd * 1e9)) / 1e9;`;
  const dropEmpty = `
  DELETE FROM ${name} WHERE messages = 0 AND ${keys.map(([column, value]) => `${column} = ${value('OLD')}`).join(' AND ')};`;
  return `
CREATE TABLE ${name} (
${names.map((column) => `  ${column} INTEGER NOT NULL,\n`).join('')}${sums.map((column) => `  ${column} INTEGER NOT NULL,\n`).join('')}  cost_usd REAL NOT NULL,
  PRIMARY KEY (${names.join(', ')})
) STRICT, WITHOUT ROWID;
INSERT INTO ${name} (${columns})
SELECT ${keysFrom('r')}, ${sums.map((column) => `sum(r.${column})`).join(', ')}, sum(round(r.cost_usd * 1e9)) / 1e9
FROM usage_rollup_day AS r GROUP BY ${keysFrom('r')};
CREATE TRIGGER trg_${name}_after_delete AFTER DELETE ON usage_rollup_day
BEGIN${add('OLD', (column) => `- OLD.${column}`)}${dropEmpty}
END;
`;
}

export const v8CostTables: string = `${tables}${summedTable({
  name: 'usage_rollup_month',
  bucket: 'month',
  ofSkill: true,
})}${summedTable({ name: 'model_rollup_day', bucket: 'day', ofSkill: false })}`;
