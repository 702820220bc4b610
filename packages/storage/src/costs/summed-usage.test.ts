import type { MessageUsage } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { aBatch, noonMs, openTestLog } from '../../test/open-test-log.ts';
import type { SqlReader } from '../engine/sql-engine.ts';
import { Migrator } from '../migrations/migrator.ts';
import { pruneEvents } from '../prune-events.ts';
import { dayMs } from '../read/snap-window.ts';
import { rebuildRollups } from '../rollup/rebuild-rollups.ts';

/** Messages that are seen several times, each time with more tokens, some with a stated cost. */
function views(count: number, seed: number): readonly MessageUsage[] {
  const random = seededRandom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  return Array.from({ length: count }, () => {
    const number = below(40);
    return {
      messageId: `m${number}`,
      source: 'test',
      sessionId: 's1',
      model: `model-${number % 3}`,
      projectId: number % 4 === 0 ? undefined : `p${number % 2}`,
      skillName: number % 5 === 0 ? 'review' : undefined,
      atMs: noonMs - number * 3 * dayMs,
      inputTokens: below(100),
      outputTokens: below(100),
      cacheReadTokens: below(100),
      cacheCreationTokens: below(100),
      cacheCreation1hTokens: below(100),
      costUsd: number % 7 === 0 ? below(1000) / 997 : undefined,
    };
  });
}

const columns = `messages, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens, cache_creation_1h_tokens`;
const sums = columns.replaceAll(/\w+/g, (column) => `sum(${column})`);
const nanos = 'CAST(round(sum(cost_usd) * 1e9) AS INTEGER)';
const month = `CAST(strftime('%Y', day * 86400, 'unixepoch') AS INTEGER) * 12
  + CAST(strftime('%m', day * 86400, 'unixepoch') AS INTEGER) - 1`;

/** The two tables of sums, and the same counted from the days. */
async function bothWays(engine: SqlReader): Promise<readonly unknown[][]> {
  const all = (sql: string): Promise<unknown[]> => engine.all(sql).then((rows) => [...rows]);
  return [
    await all(`SELECT project_id, month, model_label, skill_label, cost_stated, ${columns},
      CAST(round(cost_usd * 1e9) AS INTEGER) FROM usage_rollup_month ORDER BY 1, 2, 3, 4, 5`),
    await all(`SELECT project_id, ${month}, model_label, skill_label, cost_stated, ${sums}, ${nanos}
      FROM usage_rollup_day GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`),
    await all(`SELECT project_id, day, model_label, cost_stated, ${columns},
      CAST(round(cost_usd * 1e9) AS INTEGER) FROM model_rollup_day ORDER BY 1, 2, 3, 4`),
    await all(`SELECT project_id, day, model_label, cost_stated, ${sums}, ${nanos}
      FROM usage_rollup_day GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`),
  ];
}

test('sums of months and of days stay equal to the days: after messages that grow, pruning and a rebuild', async () => {
  const { engine, ingest } = await openTestLog();
  for (let batch = 0; batch < 8; batch += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other
    await ingest.ingest(aBatch({ usages: views(60, batch) }));
  }

  const [months, ofDays, models, ofSkills] = await bothWays(engine);
  expect(months?.length).toBeGreaterThan(20);
  expect(months).toEqual(ofDays);
  expect(models).toEqual(ofSkills);

  await pruneEvents(engine, noonMs - 50 * dayMs);
  const [prunedMonths, prunedDays, prunedModels, prunedSkills] = await bothWays(engine);
  expect(prunedMonths?.length).toBeLessThan(months?.length ?? 0);
  expect([prunedMonths, prunedModels]).toEqual([prunedDays, prunedSkills]);

  await engine.transaction(rebuildRollups);
  expect(await bothWays(engine)).toEqual([prunedMonths, prunedDays, prunedModels, prunedSkills]);
});

test('a database of the version before has its sums made', async () => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingest(aBatch({ usages: views(200, 9) }));
  const before = await bothWays(engine);
  const migrator = new Migrator({ engine, now: () => noonMs });

  await migrator.rollback({ to: 'V7' });
  await migrator.migrate();

  expect(await bothWays(engine)).toEqual(before);
});
