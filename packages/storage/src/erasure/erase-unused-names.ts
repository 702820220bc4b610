import type { SqlReader, SqlTransaction } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';

/** What a scan of the installed skills, the taxonomy and people say: it stays whoever called the skill. */
const ofTheCatalog = new Set([
  'installed_skill',
  'skill_document',
  'skill_version_seen',
  'skill_category_mapping',
  'skill_category_source',
  'skill_modalities',
  'imported_baseline',
  'skill_community_baselines',
]);

type Column = { readonly table: string; readonly column: string };

/** Deletes skills and labels that nothing refers to any more, and what is known by the name of such a skill. */
export async function eraseUnusedNames(transaction: SqlTransaction): Promise<void> {
  const used = ['skill_event', 'sealed_call_day', 'sealed_skill_metric'];
  const unused = `SELECT skill_id FROM skill WHERE ${used.map((table) => `skill_id NOT IN (SELECT skill_id FROM ${table})`).join(' AND ')}`;
  const rows = await transaction.all(
    `SELECT name FROM skill WHERE skill_id IN (${unused})
     EXCEPT SELECT name FROM skill WHERE skill_id NOT IN (${unused})`,
  );
  const names = JSON.stringify(rows.map(([name = null]) => toText(name)));
  for (const { table, column } of await columnsLike(
    transaction,
    'skill\\_name',
    'skill\\_a',
    'skill\\_b',
    'tool\\_name',
  )) {
    if (ofTheCatalog.has(table)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM "${table}" WHERE "${column}" IN (SELECT value FROM json_each(?1))`, [names]);
  }
  for (const { table, column } of await columnsLike(transaction, 'skill\\_id')) {
    if (table === 'skill') continue;
    // oxlint-disable-next-line no-await-in-loop -- one table after the other
    await transaction.run(`DELETE FROM "${table}" WHERE "${column}" IN (${unused})`);
  }
  await transaction.run(`DELETE FROM skill WHERE skill_id IN (${unused})`);
  const labels = (await columnsLike(transaction, '%\\_label')).map(
    ({ table, column }) => `SELECT "${column}" FROM "${table}" WHERE "${column}" IS NOT NULL`,
  );
  await transaction.run(`DELETE FROM label WHERE label_id NOT IN (${labels.join(' UNION ')})`);
}

async function columnsLike(reader: SqlReader, ...patterns: readonly string[]): Promise<readonly Column[]> {
  const rows = await reader.all(
    `SELECT t.name, c.name FROM sqlite_schema AS t CROSS JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.sql LIKE 'CREATE TABLE%'
       AND EXISTS (SELECT 1 FROM json_each(?1) AS p WHERE c.name LIKE p.value ESCAPE '\\') ORDER BY 1, 2`,
    [JSON.stringify(patterns)],
  );
  return rows.map(([table = null, column = null]) => ({ table: toText(table), column: toText(column) }));
}
