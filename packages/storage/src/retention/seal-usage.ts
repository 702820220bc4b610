import type { SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { unknownModel } from '../rollup/usage-rollup.ts';

const keys = ['project_id', 'day', 'model_label', 'skill_label', 'cost_stated'];
const tokens = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cache_creation_1h_tokens',
];
const sums = ['messages', ...tokens, 'cost_nano_usd'];

const nanoDollars = (cost: string): string => `coalesce(sum(CAST(floor(${cost} * 1e9 + 0.5) AS INTEGER)), 0)`;

/** Counts the tokens of messages that are about to be deleted. Part of the transaction that deletes them. */
export async function sealUsageOfMessages(transaction: SqlTransaction, which: string, values: SqlRow): Promise<void> {
  await transaction.run(
    insertSql(
      `SELECT coalesce(project_id, 0), at_ms / 86400000, model_label, coalesce(skill_label, 0), cost_usd IS NOT NULL,
         count(*), ${tokens.map((column) => `sum(${column})`).join(', ')}, ${nanoDollars('cost_usd')}
       FROM message_usage WHERE ${which} GROUP BY 1, 2, 3, 4, 5`,
    ),
    values,
  );
}

/** The same for calls that state tokens or a cost: each counts as one message. The rollup has made their labels. */
export async function sealUsageOfCalls(transaction: SqlTransaction, endKey: bigint): Promise<void> {
  await transaction.run(
    insertSql(
      `SELECT coalesce(e.project_id, 0), (e.event_key >> 21) / 86400000,
         coalesce(e.model_label, (SELECT label_id FROM label WHERE text = ?2)), l.label_id, e.cost_usd IS NOT NULL,
         count(*), coalesce(sum(e.input_tokens), 0), coalesce(sum(e.output_tokens), 0),
         coalesce(sum(e.cache_read_tokens), 0), coalesce(sum(e.cache_creation_tokens), 0), 0,
         ${nanoDollars('e.cost_usd')}
       FROM skill_event AS e JOIN skill AS s ON s.skill_id = e.skill_id JOIN label AS l ON l.text = s.name
       WHERE e.event_key < ?1 AND coalesce(e.input_tokens, e.output_tokens, e.cache_read_tokens,
         e.cache_creation_tokens, e.cost_usd) IS NOT NULL
       GROUP BY 1, 2, 3, 4, 5`,
    ),
    [endKey, unknownModel],
  );
}

/** Adds what is sealed to `usage_rollup_day`, which is empty. */
export async function restoreUsage(transaction: SqlTransaction): Promise<void> {
  const columns = ['messages', ...tokens];
  const select = (project: string, which: string): string =>
    `SELECT ${project}, day, model_label, skill_label, cost_stated,
       ${columns.map((column) => `sum(${column})`).join(', ')}, sum(cost_nano_usd) / 1e9
     FROM sealed_usage_day WHERE ${which} GROUP BY 1, 2, 3, 4, 5`;
  await transaction.run(
    `INSERT INTO usage_rollup_day (${[...keys, ...columns].join(', ')}, cost_usd)
     ${select('0', 'true')} UNION ALL ${select('project_id', 'project_id > 0')}`,
  );
}

function insertSql(select: string): string {
  return `INSERT INTO sealed_usage_day (${[...keys, ...sums].join(', ')}) SELECT * FROM (${select}) WHERE true
    ON CONFLICT DO UPDATE SET ${sums.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`;
}
