import { expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { testPseudonym } from '../../test/open-test-log.ts';
import { callsBatch, firstMs } from '../../test/retention-calls.ts';
import { eraseSubject } from '../erasure/erase-subject.ts';
import { findProject } from '../erasure/erasure-subject.ts';
import { tombstone } from '../erasure/without-erased.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { pruneTiers } from './prune-tiers.ts';
import { retentionProblems } from './retention-problems.ts';
import { readRetentionTotals } from './retention-totals.ts';

const dayMs = 86_400_000;
const numbers = Array.from({ length: 40 }, (_, number) => ({ number, isOpen: false }));
const horizons = {
  raw: firstMs + 12 * dayMs,
  hourly: Math.floor(firstMs / dayMs + 9) * dayMs,
  daily: Math.floor(firstMs / dayMs + 5) * dayMs,
};

test.for(engineNames)('tiers are pruned and a project is erased on %s', { timeout: 60_000 }, async (name) => {
  const engine = await openOn(name);
  const ingest = new EventIngest({ engine, pseudonymise: testPseudonym, now: () => firstMs });
  await ingest.ingest(callsBatch(numbers));
  const before = await readRetentionTotals(engine, horizons);

  const pruned = await pruneTiers(engine, { horizons, rowsPerTransaction: 7 });
  const after = await readRetentionTotals(engine, horizons);
  const subject = await findProject(engine, 'app-000001');
  await engine.transaction((transaction) =>
    eraseSubject(transaction, subject, {
      tombstoneOf: (kind, id) => tombstone(testPseudonym, kind, id),
      nowMs: firstMs,
    }),
  );
  const again = await ingest.ingest(callsBatch(numbers.filter(({ number }) => number % 3 === 0)));

  // 24 of the 40 calls lie on the first 12 days.
  expect(pruned).toEqual({ calls: 24, messages: 24 });
  expect(after).toEqual(before);
  expect(again).toMatchObject({ inserted: 0 });
  expect(await engine.all("SELECT 1 FROM project WHERE external_id = 'app-000001'")).toEqual([]);
  expect(await retentionProblems(engine)).toEqual([]);
});
