import type { SqlReader, SqlRow, SqlTransaction } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber, toText } from '../read/cell.ts';
import type { UsageContribution } from '../rollup/usage-contribution.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { UsageView } from './usage-view.ts';

/** What the log knows of these messages, by identity. */
export async function readUsageViews(
  reader: SqlReader,
  identities: readonly string[],
): Promise<ReadonlyMap<string, UsageView>> {
  if (identities.length === 0) return new Map();
  const rows = await reader.all(
    `SELECT u.identity, u.at_ms, s.external_id, p.external_id, m.text, k.text, a.text,
       u.input_tokens, u.output_tokens, u.cache_read_tokens, u.cache_creation_tokens, u.cache_creation_1h_tokens,
       u.cost_usd
     FROM json_each(?1) AS j CROSS JOIN message_usage AS u ON u.identity = j.value
     CROSS JOIN session AS s ON s.session_id = u.session_id
     CROSS JOIN label AS m ON m.label_id = u.model_label
     LEFT JOIN project AS p ON p.project_id = u.project_id
     LEFT JOIN label AS k ON k.label_id = u.skill_label
     LEFT JOIN label AS a ON a.label_id = u.agent_label`,
    [JSON.stringify(identities)],
  );
  return new Map(rows.map((row) => [toText(row[0]), toUsageView(row)]));
}

function toUsageView(row: SqlRow): UsageView {
  return {
    atMs: toNumber(row[1]),
    session: toText(row[2]),
    project: toNullableText(row[3]),
    model: toText(row[4]),
    skill: toNullableText(row[5]),
    agent: toNullableText(row[6]),
    tokens: {
      input: toNumber(row[7]),
      output: toNumber(row[8]),
      cacheRead: toNumber(row[9]),
      cacheCreation: toNumber(row[10]),
      cacheCreation1h: toNumber(row[11]),
    },
    costUsd: toNullableNumber(row[12]),
  };
}

/** Asks the dictionaries for the names of a message. */
export function wantUsage(dictionaries: Dictionaries, view: UsageView): void {
  dictionaries.sessions.want(view.session);
  dictionaries.labels.want(view.model);
  if (view.project !== null) dictionaries.projects.want(view.project);
  if (view.skill !== null) dictionaries.labels.want(view.skill);
  if (view.agent !== null) dictionaries.labels.want(view.agent);
}

export function toContribution(dictionaries: Dictionaries, view: UsageView): UsageContribution {
  return {
    atMs: view.atMs,
    projectId: dictionaries.projects.optionalId(view.project),
    modelLabel: dictionaries.labels.id(view.model),
    skill: { label: dictionaries.labels.optionalId(view.skill) },
    tokens: view.tokens,
    costUsd: view.costUsd,
  };
}

export async function writeUsages(
  transaction: SqlTransaction,
  dictionaries: Dictionaries,
  usages: ReadonlyMap<string, UsageView>,
): Promise<void> {
  const rows = [...usages].map(([identity, view]): SqlRow => {
    const { projectId, modelLabel } = toContribution(dictionaries, view);
    const { input, output, cacheRead, cacheCreation, cacheCreation1h } = view.tokens;
    return [
      identity,
      view.atMs,
      dictionaries.sessions.id(view.session),
      projectId,
      modelLabel,
      dictionaries.labels.optionalId(view.skill),
      dictionaries.labels.optionalId(view.agent),
      input,
      output,
      cacheRead,
      cacheCreation,
      cacheCreation1h,
      view.costUsd,
    ];
  });
  await transaction.runMany(
    `INSERT OR REPLACE INTO message_usage (identity, at_ms, session_id, project_id, model_label, skill_label, agent_label,
       input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, cache_creation_1h_tokens, cost_usd)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    rows.toSorted((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1)),
  );
}
