import type { SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { settleViewWrites } from '../migrations/settle-view-writes.ts';
import { EventRepository } from '../read/event-repository.ts';
import { hourMs } from '../read/snap-window.ts';
import { summariseHours } from './hour-summaries.ts';
import { changeTierRetention } from './tier-retention.ts';
import { ToolHourRepository } from './tool-hour-repository.ts';

const insert = `INSERT INTO tier1_raw_metrics (task_id, agent_id, tool_name, duration_seconds, success, cost_actual,
  human_effort_level, tokens_used, browser_used, timestamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const row = ['t1', 'agent-1', 'Bash', 1.5, 1, 0.02, 'HIGH', 1200, 1, '2026-02-10T11:30:00+02:00'] as const;

test('a row inserted into tier 1 is an execution of the log, with every field', async () => {
  const { engine } = await openTestLog();
  await engine.transaction(async (transaction) => transaction.run(insert, row));
  await engine.transaction(async (transaction) => transaction.run(insert, row));
  await settleViewWrites(engine);

  const found: SkillInvocation[] = [];
  for await (const page of new EventRepository({ engine }).events({ sinceMs: 0, untilMs: noonMs })) found.push(...page);

  expect(found).toHaveLength(2);
  expect(found[0]).toMatchObject({
    source: 'tier1_raw_metrics',
    kind: 'tool',
    skillName: 'Bash',
    invokedAtMs: Date.UTC(2026, 1, 10, 9, 30),
    completed: true,
    durationSeconds: 1.5,
    sessionId: 't1',
    taskId: 't1',
    agentId: 'agent-1',
    costUsd: 0.02,
    humanEffortLevel: 'HIGH',
    browserUsed: true,
    metadata: { tokensUsed: 1200 },
  });
});

test('what is inserted there opens its hour again', async () => {
  const { engine, record } = await openTestLog();
  await record(aCall({ kind: 'tool', skillName: 'Bash', invokedAtMs: noonMs - 3 * hourMs }));
  await summariseHours(engine, noonMs);
  await engine.transaction(async (transaction) => transaction.run(insert, row));
  await settleViewWrites(engine);

  const window = { sinceMs: noonMs - 3 * hourMs, untilMs: noonMs - 2 * hourMs };
  expect(await new ToolHourRepository({ engine }).toolCounts(window)).toMatchObject([
    { toolName: 'Bash', executions: 2, successful: 2, costUsdSum: 0.02, tokenSum: 1200 },
  ]);
});

test.for([
  ['tool_name', 2, null],
  ['success', 4, 2],
  ['success', 4, 'yes'],
  ['duration_seconds', 3, -1],
  ['duration_seconds', 3, 'long'],
  ['cost_actual', 5, -0.1],
  ['human_effort_level', 6, 'EXTREME'],
  ['tokens_used', 7, -1],
  ['browser_used', 8, 7],
  ['timestamp', 9, 'yesterday'],
] as const)('a wrong %s is refused, and nothing is stored', async ([column, index, value]) => {
  const { engine } = await openTestLog();
  const wrong = row.map((cell, at) => (at === index ? value : cell));

  await expect(engine.transaction(async (transaction) => transaction.run(insert, wrong))).rejects.toThrow(column);
  expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[0]]);
});

test('shows the last 24 hours in UTC, whatever the time zone of the machine, or what its retention says', async () => {
  const { engine, record } = await openTestLog();
  const now = Date.now();
  await record(
    aCall({ kind: 'tool', skillName: 'new', invokedAtMs: now - 23.9 * hourMs, completed: null }),
    aCall({ kind: 'tool', skillName: 'old', invokedAtMs: now - 24.1 * hourMs }),
    aCall({ kind: 'slash_command', skillName: '/typed', invokedAtMs: now - hourMs }),
  );
  const shown = async (): Promise<unknown> =>
    engine.all('SELECT tool_name, success FROM tier1_raw_metrics ORDER BY id');

  expect(await shown()).toEqual([['new', null]]);
  await changeTierRetention(engine, { tier1Hours: 48 });
  expect(await shown()).toEqual([
    ['old', 1],
    ['new', null],
  ]);
});

test('says that a browser was used when the execution says so, or the tool is one that opens pages', async () => {
  const { engine, record } = await openTestLog();
  const invokedAtMs = Date.now() - hourMs;
  await record(
    aCall({ kind: 'mcp_tool', skillName: 'mcp__playwright__browser_click', invokedAtMs }),
    aCall({ kind: 'mcp_tool', skillName: 'mcp__github__get_file', invokedAtMs }),
    aCall({ kind: 'tool', skillName: 'WebFetch', invokedAtMs }),
    aCall({ kind: 'tool', skillName: 'Bash', invokedAtMs }),
    aCall({ kind: 'tool', skillName: 'Task', invokedAtMs, browserUsed: true }),
  );

  expect(await engine.all('SELECT tool_name, browser_used FROM tier1_raw_metrics ORDER BY tool_name')).toEqual([
    ['Bash', 0],
    ['Task', 1],
    ['WebFetch', 1],
    ['mcp__github__get_file', 0],
    ['mcp__playwright__browser_click', 1],
  ]);
});
