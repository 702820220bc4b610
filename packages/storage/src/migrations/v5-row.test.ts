import { toTimestamp } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openNodeSqliteEngine } from '../engine/node-sqlite-engine.ts';
import { eventKey } from '../ingest/event-key.ts';
import { timeOfKey } from './v5-row.ts';

test('the time of a key is its millisecond, to the last digit', async () => {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  const time = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) - 1 });
  const low = fc.integer({ min: 0, max: 2 ** 21 - 1 });

  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(time, low), { minLength: 20, maxLength: 50 }), async (events) => {
      const keys = JSON.stringify(events.map(([ms, bits]) => String(eventKey(ms, bits))));
      const rows = await engine.all(`SELECT ${timeOfKey('CAST(value AS INTEGER)')} FROM json_each(?)`, [keys]);
      expect(rows.map(([text]) => text)).toEqual(events.map(([ms]) => toTimestamp(ms)));
    }),
  );
  await engine.close();
});
