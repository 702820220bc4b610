import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutIntoBatches, scene, toBatch } from '../../test/collected-scene.ts';
import { logContents } from '../../test/log-contents.ts';
import { noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { EventIngest } from './event-ingest.ts';
import { rebuildRollups, rebuildSkillMetrics } from '../rollup/rebuild-rollups.ts';

const hourMs = 3_60_000;

test('stores the same whatever the order, the cuts and the repetitions of what arrives', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ said, shuffled, cuts, repeats }) => {
      const once = await openTestLog();
      const pieces = await openTestLog();
      const together = await openTestLog();
      const batches = cutIntoBatches(shuffled, cuts);
      await once.ingest.ingest(toBatch(said));
      for (const [index, batch] of batches.entries()) {
        // oxlint-disable-next-line no-await-in-loop -- the order is what is tested
        await pieces.ingest.ingestAll(repeats[index] === true ? [batch, batch] : [batch]);
      }
      const stepwise = {
        engine: together.engine,
        pseudonymise: testPseudonym,
        now: () => noonMs,
        recordsPerStep: 1,
        recordsPerTransaction: 3,
      };
      await new EventIngest(stepwise).ingestAll([...batches, ...batches]);

      const expected = await logContents(once.engine);
      expect(await logContents(pieces.engine)).toEqual(expected);
      expect(await logContents(together.engine)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('keeps rollups that equal those made anew from the log', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ shuffled, cuts }) => {
      const { engine, ingest } = await openTestLog();
      for (const batch of cutIntoBatches(shuffled, cuts)) {
        // oxlint-disable-next-line no-await-in-loop -- batch after batch is what is tested
        await ingest.ingest(batch);
      }
      const maintained = await logContents(engine);
      await engine.transaction(async (transaction) => {
        await rebuildRollups(transaction);
        await rebuildSkillMetrics(transaction);
      });

      expect(await logContents(engine)).toEqual(maintained);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('keeps rollups that equal plain counts over the log', async () => {
  await fc.assert(
    fc.asyncProperty(scene, fc.nat(40), fc.nat(40), async ({ shuffled, cuts }, firstHour, hours) => {
      const { engine, ingest } = await openTestLog();
      for (const batch of cutIntoBatches(shuffled, cuts)) {
        // oxlint-disable-next-line no-await-in-loop -- batch after batch is what is tested
        await ingest.ingest(batch);
      }
      const from = noonMs / hourMs + firstHour;
      const until = from + hours;

      expect(
        await engine.all(
          `SELECT skill_id, sum(invocations), sum(completed), sum(failed), sum(duration_count), sum(duration_us_sum),
             sum(completed_duration_us_sum), max(last_invoked_at_ms), sum(sessions) - coalesce((
               SELECT sum(g.sessions) FROM skill_session_gap_hour AS g
               WHERE g.skill_id = r.skill_id AND g.hour < ?2 AND g.previous_hour >= ?1), 0)
           FROM skill_rollup_hour AS r WHERE hour >= ?1 AND hour < ?2 GROUP BY skill_id ORDER BY skill_id`,
          [from, until],
        ),
      ).toEqual(
        await engine.all(
          `SELECT skill_id, count(*), count(*) FILTER (WHERE completed = 1), count(*) FILTER (WHERE completed = 0),
             count(duration_seconds), coalesce(sum(CAST(round(duration_seconds * 1e6) AS INTEGER)), 0),
             coalesce(sum(CAST(round(duration_seconds * 1e6) AS INTEGER)) FILTER (WHERE completed = 1), 0),
             max(event_key >> 21), count(DISTINCT session_id)
           FROM skill_event WHERE (event_key >> 21) / 3600000 >= ?1 AND (event_key >> 21) / 3600000 < ?2
           GROUP BY skill_id ORDER BY skill_id`,
          [from, until],
        ),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);
