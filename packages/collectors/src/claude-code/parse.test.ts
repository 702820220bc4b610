import { expect, test } from 'vitest';
import { collectText } from '../../test/collect-text.ts';
import { TranscriptLines } from '../../test/transcript-lines.ts';
import { claudeCodeCollector } from './index.ts';

function collect(text: string | Buffer, options?: Parameters<typeof collectText>[2]): ReturnType<typeof collectText> {
  return collectText(claudeCodeCollector, text, options);
}

test('makes one call of a tool use and its result, with project, model and duration', () => {
  const text = new TranscriptLines()
    .call('toolu_1', 'Bash', { input: { command: 'ls' } })
    .result('toolu_1')
    .toString();

  const { invocations, completions } = collect(text);

  expect(completions).toEqual([]);
  expect(invocations).toEqual([
    {
      callId: 'toolu_1',
      source: 'claude-code',
      kind: 'tool',
      skillName: 'Bash',
      invokedAtMs: Date.UTC(2026, 1, 10, 12, 0, 1),
      completed: true,
      durationSeconds: 1,
      sessionId: 'session-1',
      projectId: expect.stringMatching(/^demo-[0-9a-f]{6}$/),
      agentId: undefined,
      model: 'model-1',
      trigger: 'model',
      errorType: undefined,
    },
  ]);
});

test.for([
  ['Skill', { skill: 'superpowers:plan' }, 'skill', 'superpowers:plan'],
  ['Skill', { command: 'pdf' }, 'skill', 'pdf'],
  ['Skill', { args: 'x' }, 'skill', '(unspecified)'],
  ['Task', { subagent_type: 'Explore' }, 'subagent', 'Explore'],
  ['Agent', { description: 'x' }, 'subagent', '(unspecified)'],
  ['mcp__demo__add', {}, 'mcp_tool', 'mcp__demo__add'],
  ['mcp__', {}, 'tool', 'mcp__'],
  ['Read', {}, 'tool', 'Read'],
] as const)('counts %s %j as %s %s', ([name, input, kind, skillName]) => {
  const { invocations } = collect(new TranscriptLines().call('toolu_1', name, { input }).toString());

  expect(invocations).toMatchObject([{ kind, skillName }]);
});

test.for([
  ['a plain error', 'Exit code 1', undefined, false, 'tool-error'],
  [
    'a rejection by text',
    "The user doesn't want to proceed with this tool use. STOP",
    undefined,
    null,
    'user-rejected',
  ],
  ['a rejection by result', 'no', 'User rejected tool use', null, 'user-rejected'],
  [
    'a cancelled sibling',
    '<tool_use_error>Sibling tool call errored</tool_use_error>',
    undefined,
    null,
    'sibling-cancelled',
  ],
  ['an interrupt', 'x [Request interrupted by user for tool use]', undefined, null, 'interrupted'],
  ['an interrupt in blocks', [{ type: 'text', text: '[Request interrupted by user]' }], undefined, null, 'interrupted'],
] as const)('knows %s', ([, content, toolUseResult, completed, errorType]) => {
  const text = new TranscriptLines().call('toolu_1', 'Bash').failure('toolu_1', content, { toolUseResult }).toString();

  expect(collect(text).invocations).toMatchObject([{ completed, errorType, durationSeconds: 1 }]);
});

test('says nothing about a skill that was only launched, nor about an agent in the background', () => {
  const text = new TranscriptLines()
    .call('toolu_1', 'Skill', { input: { skill: 'a' } })
    .result('toolu_1', 'Launching skill: a', { toolUseResult: { success: true, commandName: 'a' } })
    .call('toolu_2', 'Agent', { input: { subagent_type: 'b' } })
    .result('toolu_2', 'Async agent launched', { toolUseResult: { status: 'async_launched' } })
    .call('toolu_3', 'Agent', { input: { subagent_type: 'b' } })
    .result('toolu_3', 'done', { toolUseResult: { status: 'completed' } })
    .toString();

  expect(collect(text).invocations.map((call) => call.completed)).toEqual([null, null, true]);
});

test('takes slash commands of the user and of the program, once per record', () => {
  const text = new TranscriptLines()
    .command('/hello')
    .command('plan')
    .prompt('', { message: { content: [{ type: 'text', text: '\n <command-name>/in-block</command-name>' }] } })
    .add({ type: 'system', subtype: 'local_command', content: '<command-name>/cost</command-name>' })
    .prompt('please explain <command-name>/not-me</command-name>')
    .toString();

  const { invocations } = collect(text);

  expect(invocations.map((call) => [call.kind, call.skillName, call.callId, call.trigger, call.completed])).toEqual([
    ['slash_command', '/hello', 'uuid-1', 'user', null],
    ['slash_command', '/plan', 'uuid-2', 'user', null],
    ['slash_command', '/in-block', 'uuid-3', 'user', null],
    ['slash_command', '/cost', 'uuid-4', 'user', null],
  ]);
});

test('keeps the highest token counts of a message that was written block by block', () => {
  const usage = {
    input_tokens: 3,
    cache_creation_input_tokens: 120,
    cache_creation: { ephemeral_1h_input_tokens: 100 },
  };
  const message = { id: 'msg_1', model: 'model-1', content: [] };
  const text = new TranscriptLines()
    .add({ type: 'assistant', requestId: 'req_1', message: { ...message, usage: { ...usage, output_tokens: 2 } } })
    .add({ type: 'assistant', requestId: 'req_1', message: { ...message, usage: { ...usage, output_tokens: 90 } } })
    .add({
      type: 'assistant',
      requestId: 'req_2',
      attributionSkill: 'plan',
      message: { ...message, usage: { output_tokens: -5, input_tokens: 1.5e300 } },
    })
    .toString();

  expect(collect(text).usages).toMatchObject([
    {
      messageId: 'msg_1:req_1',
      inputTokens: 3,
      outputTokens: 90,
      cacheCreationTokens: 120,
      cacheCreation1hTokens: 100,
    },
    { messageId: 'msg_1:req_2', inputTokens: 0, outputTokens: 0, skillName: 'plan' },
  ]);
});

test('counts the copies of a subagent whose own file is missing, and the same call once', () => {
  const inner = {
    type: 'assistant',
    timestamp: '2026-02-10T12:00:00.500Z',
    requestId: 'req_sub',
    message: {
      id: 'msg_sub',
      model: 'm',
      content: [{ type: 'tool_use', id: 'toolu_sub', name: 'Read' }],
      usage: { output_tokens: 7 },
    },
  };
  const copy = {
    type: 'progress',
    data: { type: 'agent_progress', agentId: 'a1', message: inner, normalizedMessages: [inner] },
  };
  const result = {
    type: 'user',
    timestamp: '2026-02-10T12:00:02.500Z',
    message: { content: [{ type: 'tool_result', tool_use_id: 'toolu_sub' }] },
  };
  const text = new TranscriptLines()
    .add(copy)
    .add(copy)
    .add({ type: 'progress', data: { type: 'agent_progress', agentId: 'a1', message: result } })
    .toString();

  const { invocations, usages } = collect(text);

  expect(invocations).toMatchObject([{ callId: 'toolu_sub', agentId: 'a1', durationSeconds: 2, completed: true }]);
  expect(usages).toMatchObject([{ messageId: 'msg_sub:req_sub', agentId: 'a1', outputTokens: 7 }]);
});

test.for([
  ['/p/s/subagents/agent-a1.jsonl', {}, 'a1'],
  ['/p/agent-a2.jsonl', {}, 'a2'],
  ['/p/s/subagents/workflows/wf_1/agent-a3.jsonl', { agentId: 'named' }, 'named'],
  ['/p/s.jsonl', { isSidechain: true }, 'sidechain'],
  ['/p/s.jsonl', { agentId: 'a4' }, undefined],
] as const)('tells the records of subagents from those of the session: %s %j', ([path, fields, agentId]) => {
  const { invocations } = collect(new TranscriptLines().call('toolu_1', 'Read', fields).toString(), { path });

  expect(invocations[0]?.agentId).toBe(agentId);
});

test('notes every skill that a session was offered, from names or from the text of older versions', () => {
  const text = new TranscriptLines()
    .add({ type: 'attachment', attachment: { type: 'skill_listing', names: ['a', 'b:c', 7, ''] } })
    .add({
      type: 'attachment',
      attachment: { type: 'skill_listing', content: 'Skills:\n- d: does d\n- e:f: does e\n' },
    })
    .add({ type: 'attachment', attachment: { type: 'skill_listing', names: ['a', 'g'] } })
    .add({ type: 'attachment', attachment: { type: 'skill_listing', names: ['a', 'g'] } })
    .toString();

  expect(collect(text).offers.map((offer) => offer.skillName)).toEqual(['a', 'b:c', 'd', 'e:f', 'g']);
});

test('keeps names that a model made up as they are, but bounded and storable', () => {
  const odd = 'a "quoted"\n<tag> \u2028 ünï 漢 \\ ';
  const text = new TranscriptLines()
    .call('toolu_1', odd)
    .call('toolu_2', `nul\0 lone\ud800`)
    .call('toolu_3', 'x'.repeat(5000))
    .call('toolu_4', '')
    .call('toolu_5', '__proto__')
    .toString();

  const names = collect(text).invocations.map((call) => call.skillName);

  expect(names).toEqual([odd, 'nul\uFFFD lone\uFFFD', 'x'.repeat(1024), '__proto__']);
});

test('is not fooled by records quoted inside a tool result', () => {
  const quoted = new TranscriptLines().call('toolu_evil', 'Evil').command('/evil').toString();
  const text = new TranscriptLines()
    .call('toolu_1', 'Read')
    .result('toolu_1', quoted, {
      toolUseResult: {
        stdout: quoted,
        type: 'assistant',
        message: { content: [{ type: 'tool_use', id: 'x', name: 'Evil' }] },
      },
    })
    .toString();

  expect(collect(text).invocations.map((call) => call.skillName)).toEqual(['Read']);
});

test('keeps memory bounded, however many blocks a message has, and says what it left out', () => {
  const block = (index: number): string => `{"type":"tool_use","id":"toolu_${index}","name":"Read","input":{}}`;
  const blocks = Array.from({ length: 4100 }, (_, index) => block(index)).join(',');
  const many = `{"type":"assistant","sessionId":"s","timestamp":"2026-02-10T12:00:00Z","message":{"content":[1,${blocks}]}}\n`;

  const { invocations, quarantined } = collect(many + new TranscriptLines().call('toolu_last', 'Edit').toString());

  expect(invocations).toHaveLength(4097);
  expect(invocations.at(-1)?.callId).toBe('toolu_last');
  expect(quarantined).toMatchObject([{ lineNumber: 1, reason: 'more than 4096 blocks, the others are not used' }]);
});

test('takes the id of a call without one from its record', () => {
  const { invocations } = collect(new TranscriptLines().call(undefined, 'Read').toString());

  expect(invocations[0]?.callId).toBe('uuid-1#0');
});

test.for([
  ['a bare word', '{"a":word}'],
  ['a bracket that is closed by a brace', '{"a":[}'],
  ['a missing comma', '{"a":1 "b":2}'],
  ['a raw control character in a string', '{"a":"\u0002"}'],
  ['an escape that is none', '{"a":"\\x"}'],
  ['a number that is none', '{"a":01}'],
])('puts a line in quarantine whose stepped-over part holds %s', ([, part]) => {
  const good = new TranscriptLines().call('toolu_1', 'Read').toString();
  const progress = `{"type":"progress","data":{"type":"bash_progress","output":${part}}}\n`;
  const call = good.replace('toolu_1', 'toolu_2').replace('{', `{"unknown":${part},`);

  const { invocations, quarantined } = collect(good + progress + call);

  expect(invocations.map((invocation) => invocation.callId)).toEqual(['toolu_1']);
  expect(quarantined.map((line) => [line.lineNumber, line.reason])).toEqual([
    [2, 'not valid JSON'],
    [3, 'not valid JSON'],
  ]);
});

test.for([
  ['2026-02-30T10:00:00.000Z', 'no such day', 'no real time'],
  ['not-a-date', 'no date', 'no real time'],
  ['2026-02-10T25:00:00.000Z', 'no such hour', 'no real time'],
  ['1999-01-01T00:00:00.000Z', 'before any assistant', 'clock_suspect'],
  ['9999-01-01T00:00:00.000Z', 'after all of them', 'clock_suspect'],
  ['2026-03-02T00:00:00.001Z', 'more than a day ahead', 'clock_suspect'],
] as const)('places a call at the time of the record before when its own is %s (%s), and says so', (given) => {
  const [timestamp, , reason] = given;
  const text = new TranscriptLines().prompt('hi').call('toolu_1', 'Read', { timestamp }).result('toolu_1').toString();

  const { invocations, quarantined } = collect(text, { nowMs: Date.UTC(2026, 2, 1) });

  expect(invocations).toMatchObject([{ invokedAtMs: Date.UTC(2026, 1, 10, 12, 0, 1) }]);
  expect(quarantined).toMatchObject([{ lineNumber: 2, reason: expect.stringContaining(reason) }]);
});

test('takes a time of a day ahead, because clocks differ', () => {
  const text = new TranscriptLines().call('toolu_1', 'Read', { timestamp: '2026-03-02T00:00:00.000Z' }).toString();

  const { invocations, quarantined } = collect(text, { nowMs: Date.UTC(2026, 2, 1) });

  expect(invocations).toMatchObject([{ invokedAtMs: Date.UTC(2026, 2, 2) }]);
  expect(quarantined).toEqual([]);
});

test('quarantines a call of the future with no time before it', () => {
  const text = new TranscriptLines().call('toolu_1', 'Read', { timestamp: '2031-01-01T00:00:00.000Z' }).toString();

  const { invocations, quarantined } = collect(text, { nowMs: Date.UTC(2026, 2, 1) });

  expect(invocations).toEqual([]);
  expect(quarantined).toMatchObject([
    { lineNumber: 1, reason: expect.stringMatching(/none before it: clock_suspect/) },
  ]);
});

test('makes no duration of a result without a real time', () => {
  const text = new TranscriptLines().call('toolu_1', 'Read').result('toolu_1', 'ok', { timestamp: 'x' }).toString();

  const { invocations, quarantined } = collect(text);

  expect(invocations).toMatchObject([{ completed: true, durationSeconds: undefined }]);
  expect(quarantined).toEqual([]);
});

test('quarantines a call that has no time at all', () => {
  const text = new TranscriptLines().call('toolu_1', 'Read', { timestamp: undefined }).toString();

  const { invocations, quarantined } = collect(text);

  expect(invocations).toEqual([]);
  expect(quarantined).toMatchObject([{ lineNumber: 1, reason: 'a record without a time, and none before it' }]);
});

test('sees a session named before any time was', () => {
  const text = `{"type":"ai-title","sessionId":"early"}\n${new TranscriptLines().prompt('hi').toString()}`;

  expect(collect(text).sessions).toMatchObject([
    { sessionId: 'early', firstAtMs: Date.UTC(2026, 1, 10, 12, 0, 1) },
    { sessionId: 'session-1' },
  ]);
});

test('emits nothing that was typed, answered, read or run', () => {
  const text = new TranscriptLines()
    .prompt('SECRET')
    .command('/x')
    .call('toolu_1', 'Skill', { input: { skill: 'a', args: 'SECRET' } })
    .failure('toolu_1', 'SECRET failed')
    .call('toolu_2', 'Bash', { input: { command: 'npm test SECRET' } })
    .failure('toolu_2', 'SECRET')
    .toString();

  expect(JSON.stringify(collect(text))).not.toContain('SECRET');
});
