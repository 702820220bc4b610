import { collectFile, collectFiles } from '@skills/testing';
import type { SkillInvocation } from '@skills/schema';
import { expect, test } from 'vitest';
import { codexFixtures, codexHome } from '../../test/codex-home.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { codexCollector } from './index.ts';

const newBatch = (): BatchBuilder => new BatchBuilder();
const collect = (...paths: readonly string[]) => collectFiles(codexCollector, newBatch, paths);

/** Reads lines as a rollout of the thread `019f1d1f-0500-7000-8000-000000000001`. */
function collectLines(...lines: readonly object[]) {
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n') + '\n');
  return collectFile(codexCollector, newBatch, { path: codexHome.parent, bytes }).batch;
}

const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 10, 0, second)).toISOString();
const item = (second: number, payload: object): object => ({ timestamp: at(second), type: 'response_item', payload });
const event = (second: number, payload: object): object => ({ timestamp: at(second), type: 'event_msg', payload });
const exec = (second: number, cmd: string, id: string): object =>
  item(second, { type: 'function_call', name: 'exec_command', arguments: JSON.stringify({ cmd }), call_id: id });
const ended = (second: number, code: number, id: string): object =>
  item(second, { type: 'function_call_output', call_id: id, output: `Exit code: ${code}\nOutput:\n` });

function summaryOf({ kind, skillName, completed, errorType, trigger }: SkillInvocation) {
  return [kind, skillName, completed, errorType ?? trigger ?? ''];
}

function failedTool(call: SkillInvocation): boolean {
  return call.kind === 'tool' && call.completed === false;
}

test('reads each kind of call, with the outcome that its exit code gives', () => {
  const { invocations } = collect(codexHome.parent);

  expect(invocations.toSorted((a, b) => a.invokedAtMs - b.invokedAtMs).map(summaryOf)).toEqual([
    ['skill', 'lint-fix', false, 'failing-check'],
    ['tool', 'exec_command', true, ''],
    ['tool', 'exec_command', false, 'exit-code'],
    ['tool', 'apply_patch', true, ''],
    ['mcp_tool', 'mcp__demo__add', true, ''],
    ['tool', 'web_search_call', null, ''],
    ['tool', 'local_shell_call', true, ''],
    ['skill', 'ünïcode-skill', null, 'model'],
    ['tool', 'update_plan', null, ''],
    ['tool', 'exec_command', true, ''],
    ['skill', 'tools:deploy', null, 'interrupted'],
    ['subagent', 'reviewer', null, ''],
    ['tool', 'exec_command', null, 'interrupted'],
  ]);
});

test('measures from the call to its output', () => {
  const { invocations } = collect(codexHome.parent);

  const checked = invocations.find(failedTool);

  expect(checked?.durationSeconds).toBe(2);
});

test('offers what the skill listing lists', () => {
  const { offers } = collect(codexHome.parent);

  expect(offers.map((offer) => offer.skillName).toSorted()).toEqual(['lint-fix', 'tools:deploy', 'ünïcode-skill']);
});

test('splits cumulative tokens into responses that add up to the last total', () => {
  const { usages } = collect(codexHome.parent);

  const total = (field: 'inputTokens' | 'cacheReadTokens' | 'outputTokens') =>
    usages.reduce((sum, usage) => sum + usage[field], 0);

  expect(usages).toHaveLength(4);
  expect([total('inputTokens'), total('cacheReadTokens'), total('outputTokens')]).toEqual([2000, 4000, 250]);
  expect(new Set(usages.map((usage) => usage.model))).toEqual(new Set(['gpt-5.5', 'gpt-5.4']));
});

test('counts what a fork copied once, for the parent and at its own time, whatever is read first', () => {
  const parentFirst = collect(codexHome.parent, codexHome.fork);
  const forkFirst = collect(codexHome.fork, codexHome.parent);

  const tokens = (batch: typeof parentFirst) => batch.usages.map((usage) => [usage.messageId, usage.inputTokens]);
  const sessions = (batch: typeof parentFirst) =>
    Object.fromEntries(
      Map.groupBy(batch.invocations, (call) => call.sessionId)
        .entries()
        .map(([id, calls]) => [id, calls.length]),
    );

  expect(sessions(parentFirst)).toEqual({ [codexHome.parentId]: 13, [codexHome.forkId]: 1 });
  expect(sessions(forkFirst)).toEqual(sessions(parentFirst));
  expect(tokens(forkFirst)).toEqual(tokens(parentFirst));
  const latest = Math.max(
    ...forkFirst.invocations.filter((call) => call.sessionId === codexHome.parentId).map((call) => call.invokedAtMs),
  );
  expect(latest).toBeLessThan(Date.UTC(2026, 6, 1, 10, 2));
});

test('gives no duration from copied lines, and the true one once the original is read', () => {
  const copiedOnly = collect(codexHome.fork).invocations.find(failedTool);
  const both = collect(codexHome.fork, codexHome.parent).invocations.find(failedTool);

  expect(copiedOnly?.durationSeconds).toBeUndefined();
  expect(both?.durationSeconds).toBe(2);
});

test('counts a spawned agent for the session that spawned it', () => {
  const { invocations, usages } = collect(codexHome.agent);

  expect(new Set(invocations.map((call) => [call.sessionId, call.agentId].join(' ')))).toEqual(
    new Set([`${codexHome.parentId} ${codexHome.agentId}`]),
  );
  expect(usages[0]).toMatchObject({
    inputTokens: 400,
    cacheReadTokens: 100,
    cacheCreationTokens: 300,
    outputTokens: 20,
  });
});

test('tells calls of different threads apart although a model server numbers them alike', () => {
  const { invocations } = collect(...[1, 2, 3].map((number) => `${codexFixtures}samples/rollout-${number}.jsonl`));

  expect(invocations.filter((call) => call.kind === 'tool')).toHaveLength(6);
  expect(invocations.filter((call) => call.kind === 'skill').map(summaryOf)).toEqual([
    ['skill', 'demo-skill', null, 'user'],
    ['skill', 'demo-skill', null, 'model'],
    ['skill', 'demo-skill', null, 'model'],
  ]);
});

test('does not believe a success flag', () => {
  const { invocations } = collectLines(
    exec(1, 'false', 'call_1'),
    item(2, {
      type: 'function_call_output',
      call_id: 'call_1',
      success: true,
      output: { success: true, content: 'Exit code: 1\nOutput:\n' },
    }),
  );

  expect(invocations.map(summaryOf)).toEqual([['tool', 'exec_command', false, 'exit-code']]);
});

test('takes the exit code of a command that went on in the background', () => {
  const { invocations } = collectLines(
    exec(1, 'sleep 9; exit 3', 'call_1'),
    item(2, {
      type: 'function_call_output',
      call_id: 'call_1',
      output: 'Chunk ID: a\nProcess running with session ID 7\nOutput:\n',
    }),
    event(10, {
      type: 'item_completed',
      item: { type: 'CommandExecution', id: 'call_1', status: 'failed', exit_code: 3 },
    }),
  );

  expect(invocations).toMatchObject([{ completed: false, errorType: 'exit-code', durationSeconds: 1 }]);
});

test('leaves out commands that the user ran', () => {
  const batch = collectLines(
    event(1, {
      type: 'item_completed',
      item: { type: 'CommandExecution', id: 'user_1', status: 'completed', exit_code: 0 },
    }),
  );

  expect([batch.invocations, batch.completions]).toEqual([[], []]);
});

test('fails a skill when the last check of its turn failed', () => {
  const { invocations } = collectLines(
    exec(1, 'cat skills/lint-fix/SKILL.md', 'call_1'),
    exec(2, 'pnpm test', 'call_2'),
    ended(3, 1, 'call_2'),
    event(4, { type: 'task_complete' }),
  );

  expect(invocations.filter((call) => call.kind === 'skill').map(summaryOf)).toEqual([
    ['skill', 'lint-fix', false, 'failing-check'],
  ]);
});

test('does not know the outcome of a skill whose check passed in the end', () => {
  const { invocations } = collectLines(
    exec(1, 'cat skills/lint-fix/SKILL.md', 'call_1'),
    exec(2, 'pnpm test', 'call_2'),
    ended(3, 1, 'call_2'),
    exec(4, 'pnpm test', 'call_3'),
    ended(5, 0, 'call_3'),
    event(6, { type: 'task_complete' }),
  );

  expect(invocations.find((call) => call.kind === 'skill')?.completed).toBeNull();
});

test('counts a skill again in the next turn', () => {
  const turn = (second: number, id: string): object => ({
    timestamp: at(second),
    type: 'turn_context',
    payload: { turn_id: id },
  });
  const { invocations } = collectLines(
    turn(1, 'turn-a'),
    exec(2, 'cat skills/x/SKILL.md', 'call_1'),
    exec(3, 'cat skills/x/SKILL.md', 'call_2'),
    turn(4, 'turn-b'),
    exec(5, 'cat skills/x/SKILL.md', 'call_3'),
  );

  expect(invocations.filter((call) => call.kind === 'skill')).toHaveLength(2);
});

test('recovers records that a lost newline glued together, and says so', () => {
  const bytes = Buffer.from(`${JSON.stringify(exec(1, 'ls', 'call_1'))}${JSON.stringify(ended(2, 0, 'call_1'))}\n`);

  const { batch } = collectFile(codexCollector, newBatch, { path: codexHome.parent, bytes });

  expect(batch.invocations.map(summaryOf)).toEqual([['tool', 'exec_command', true, '']]);
  expect(batch.quarantined).toMatchObject([{ lineNumber: 1, reason: 'glued line, 2 records recovered' }]);
});

test('puts a call without a usable time, name or id in quarantine', () => {
  const { invocations, quarantined } = collectLines(
    { ...exec(1, 'ls', 'call_1'), timestamp: '2026-02-30T00:00:00Z' },
    item(2, { type: 'function_call', name: '', call_id: 'call_2', arguments: '{}' }),
    item(3, { type: 'function_call', name: 'exec_command', arguments: '{}' }),
    exec(4, 'ls', 'call_4'),
  );

  expect(invocations).toHaveLength(1);
  expect(quarantined.map((line) => [line.lineNumber, line.reason])).toEqual([
    [1, 'timestamp: not a time'],
    [2, 'function_call: no usable name'],
    [3, 'tool: no usable call id'],
  ]);
});

test('puts a call of a wrong clock in quarantine', () => {
  const bytes = Buffer.from(
    ['2019-12-31T23:59:59Z', '2026-03-02T00:00:01Z', '2026-03-02T00:00:00Z']
      .map((timestamp, index) => `${JSON.stringify({ ...exec(1, 'ls', `call_${index}`), timestamp })}\n`)
      .join(''),
  );
  const { invocations, quarantined } = collectFile(
    codexCollector,
    () => new BatchBuilder({ nowMs: Date.UTC(2026, 2, 1) }),
    { path: codexHome.parent, bytes },
  ).batch;

  expect(invocations).toMatchObject([{ invokedAtMs: Date.UTC(2026, 2, 2) }]);
  expect(quarantined.map((line) => [line.lineNumber, line.reason.slice(0, 13)])).toEqual([
    [1, 'clock_suspect'],
    [2, 'clock_suspect'],
  ]);
});

test('cuts a name that is longer than the log takes', () => {
  const spawn = { type: 'function_call', name: 'spawn_agent', call_id: 'call_1' };
  const { invocations } = collectLines(
    item(1, { ...spawn, arguments: JSON.stringify({ agent_type: 'x'.repeat(5000) }) }),
  );

  expect(invocations[0]?.skillName).toBe('x'.repeat(1024));
});

test('names a project by the working folder of the session', () => {
  const { projects, invocations } = collect(codexHome.parent);

  expect(projects).toMatchObject([{ name: 'shop', path: '/home/dev/shop' }]);
  expect(new Set(invocations.map((call) => call.projectId))).toEqual(new Set([projects[0]?.projectId]));
});

test('reads on with a state that it cannot read as with none', () => {
  const { batch } = collectFile(codexCollector, newBatch, {
    path: codexHome.agent,
    checkpoint: { byteOffset: 0, lineNumber: 0, parserState: '{"thread":7,"calls":[1],"totals":"x","webSearches":{}}' },
  });

  expect(batch.invocations).toHaveLength(2);
});

test('keeps a bounded state however long a turn is', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => exec(1, 'cat skills/x/SKILL.md', `call_${index}`));
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n') + '\n');

  const { checkpoint } = collectFile(codexCollector, newBatch, { path: codexHome.parent, bytes });

  expect(checkpoint?.parserState?.length).toBeLessThan(32_768);
});
