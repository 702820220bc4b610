import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { pruneEvents } from '../prune-events.ts';
import { refreshWorkflowRuns } from './refresh-workflow-runs.ts';
import { WorkflowLogRepository } from './workflow-log-repository.ts';

const hourMs = 3_600_000;
const always = { sinceMs: 0, untilMs: noonMs + 1_000 * hourMs };

const call = fc.record({
  number: fc.nat(29),
  completed: fc.option(fc.boolean()),
  workflowPath: fc.option(fc.constantFrom('release', 'fix'), { nil: undefined }),
  userId: fc.option(fc.constantFrom('ada', 'bob'), { nil: undefined }),
  durationSeconds: fc.option(fc.nat(900), { nil: undefined }),
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(call, { minLength: 1, maxLength: 8 }).map((calls) => ({ do: 'ingest' as const, calls })),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'refresh' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
  { weight: 1, arbitrary: fc.nat(30).map((hour) => ({ do: 'prune' as const, hour })) },
  { weight: 1, arbitrary: fc.constantFrom('min', 'max').map((which) => ({ do: 'delete by SQL' as const, which })) },
  { weight: 1, arbitrary: fc.nat(5).map((seconds) => ({ do: 'insert by SQL' as const, seconds })) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function apply({ engine, ingest }: Awaited<ReturnType<typeof openTestLog>>, done: Step): Promise<void> {
  switch (done.do) {
    case 'ingest':
      await ingest.ingest(
        aBatch({
          // A call is always of the same session, skill and time; its views tell different parts.
          invocations: done.calls.map(({ number, ...rest }) =>
            aCall({
              ...rest,
              callId: `call ${number}`,
              sessionId: `s${number % 5}`,
              skillName: `skill ${number % 7}`,
              kind: number % 7 === 0 ? 'tool' : 'skill',
              invokedAtMs: noonMs + ((number * 11) % 30) * hourMs + number,
            }),
          ),
        }),
      );
      return;
    case 'refresh':
      await refreshWorkflowRuns(engine);
      return;
    case 'crash':
      await refreshWorkflowRuns(dyingAtCommit(engine)).catch((error: unknown) => {
        if (error !== powerCut) throw error;
      });
      return;
    case 'prune':
      await pruneEvents(engine, noonMs + done.hour * hourMs);
      return;
    case 'delete by SQL':
      await engine.transaction((transaction) =>
        transaction.run(`DELETE FROM skill_invocation WHERE id = (SELECT ${done.which}(id) FROM skill_invocation)`),
      );
      await settleViewWrites(engine);
      return;
    case 'insert by SQL':
      await engine.transaction((transaction) =>
        transaction.run(
          `INSERT INTO skill_invocation (skill_name, invoked_at, session_id, workflow_path, completed)
           VALUES ('by hand', ?1, 's1', 'release', 0)`,
          [new Date(noonMs + done.seconds * 1_000).toISOString()],
        ),
      );
      await settleViewWrites(engine);
      return;
    default:
      done satisfies never;
  }
}

const powerCut = new Error('power cut');

function dyingAtCommit(engine: SqlEngine): SqlEngine {
  return {
    kind: engine.kind,
    url: engine.url,
    all: (sql, parameters) => engine.all(sql, parameters),
    transaction: (work) =>
      engine.transaction(async (transaction) => {
        await work(transaction);
        throw powerCut;
      }),
    close: () => engine.close(),
  };
}

// One row per call, and the rest by hand: nothing of the code under test.
const calls = `SELECT n.external_id, l.text, k.name, e.event_key >> 21, e.completed, e.duration_seconds, u.user_id
  FROM skill_event AS e JOIN session AS n USING (session_id) JOIN skill AS k USING (skill_id)
  JOIN label AS l ON l.label_id = e.workflow_path_label LEFT JOIN app_user AS u USING (user_id)
  WHERE k.kind = 'skill' ORDER BY e.event_key`;

async function recount(engine: SqlEngine): Promise<readonly unknown[]> {
  const groups = Map.groupBy(await engine.all(calls), ([session, workflow]) => JSON.stringify([session, workflow]));
  return [...groups.values()]
    .map((group) => {
      const outcomes = new Map<string, boolean | null>();
      for (const [, , skill, , completed] of group) {
        const known = outcomes.get(String(skill)) ?? null;
        outcomes.set(String(skill), completed === null ? known : completed === 1);
      }
      const values = new Set(outcomes.values());
      return {
        sessionId: group[0]?.[0],
        workflowName: group[0]?.[1],
        projectId: null,
        userId: group.reduce<number | null>((most, [, , , , , , user]) => {
          return user === null ? most : Math.max(most ?? 0, Number(user));
        }, null),
        startedAtMs: group[0]?.[3],
        endedAtMs: Math.max(...group.map((row) => Number(row[3]) + Number(row[5] ?? 0) * 1_000)),
        succeeded: values.has(false) ? false : values.has(true) ? true : null,
        steps: [...outcomes].map(([skillName, succeeded]) => ({ skillName, succeeded })),
      };
    })
    .toSorted(
      (a, b) =>
        Number(a.startedAtMs) - Number(b.startedAtMs) || (String(a.workflowName) < String(b.workflowName) ? -1 : 1),
    );
}

async function runsOf(engine: SqlEngine): Promise<readonly unknown[]> {
  return (await new WorkflowLogRepository({ engine }).runs(always)).map((run) =>
    Object.assign({}, run, { steps: run.steps }),
  );
}

test('runs equal a recount of the log, whatever the order of collecting, pruning, deleting, crashing and counting', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const log = await openTestLog();
      for (const done of steps) {
        // oxlint-disable-next-line no-await-in-loop -- the order is what is tested
        await apply(log, done);
        // What is stale is put together by whoever reads.
        // oxlint-disable-next-line no-await-in-loop -- after each step
        expect(await runsOf(log.engine)).toEqual(await recount(log.engine));
      }

      await refreshWorkflowRuns(log.engine);

      expect(await runsOf(log.engine)).toEqual(await recount(log.engine));
      expect(await log.engine.all('SELECT * FROM workflow_stale_session')).toEqual([]);
    }),
    { numRuns: 120 },
  );
}, 120_000);
