import type { SqlReader } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';

/** As many characters of an identity as `pruned_message` keeps: 72 bits. */
const keptCharacters = 12;

/** Which of these messages retention has taken out of the log: what they add is counted. */
export async function findPrunedMessages(
  reader: SqlReader,
  identities: readonly string[],
): Promise<ReadonlySet<string>> {
  const [any] = identities.length === 0 ? [] : await reader.all('SELECT 1 FROM pruned_message LIMIT 1');
  if (any === undefined) return new Set();
  const rows = await reader.all(
    `SELECT j.value FROM json_each(?1) AS j
     CROSS JOIN pruned_message AS p ON p.identity = substr(j.value, 1, ${keptCharacters})`,
    [JSON.stringify(identities)],
  );
  return new Set(rows.map(([identity = null]) => toText(identity)));
}
