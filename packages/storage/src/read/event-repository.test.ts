import type { SkillInvocation } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aCall, noonMs, openTestLog, testPseudonym } from '../../test/open-test-log.ts';
import { eventIdentity } from '../event-identity.ts';
import { EventRepository, type EventSelection } from './event-repository.ts';

const always = { sinceMs: noonMs - 1e9, untilMs: noonMs + 1e9 };

async function exported(repository: EventRepository, selection: EventSelection): Promise<readonly SkillInvocation[]> {
  const events: SkillInvocation[] = [];
  for await (const page of repository.events(selection)) events.push(...page);
  return events;
}

const fullCall = aCall({
  callId: 'call-1',
  source: 'claude-code',
  kind: 'subagent',
  skillName: 'plan ✓',
  completed: false,
  durationSeconds: 1.25,
  userId: 'ada@example.com',
  projectId: 'p1',
  agentId: 'a1',
  taskId: 't1',
  workflowPath: 'quick',
  workflowPhase: 'setup',
  workflowStepId: 'step 3',
  selectionRank: 2,
  alternatives: ['lint', 'test'],
  followUpActions: ['commit'],
  errorType: 'timeout',
  model: 'opus',
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheCreationTokens: 4,
  costUsd: 0.125,
  humanEffortLevel: 'LOW',
  browserUsed: false,
  rating: 4.5,
  trigger: 'nested',
  skillVersion: '1.2.3',
  metadata: { nested: { list: [1, 'two', null] } },
});

test('gives back every field of a call, with its identity for an id and a pseudonym for the user', async () => {
  const { engine, record } = await openTestLog();
  await record(fullCall);

  const [event] = await exported(new EventRepository({ engine }), always);

  expect(event).toEqual({
    ...fullCall,
    callId: `sk1_${eventIdentity('call-1')}`,
    userId: testPseudonym('ada@example.com'),
  });
});

test('gives the same events again when an export is imported into another database', async () => {
  const one = await openTestLog();
  const other = await openTestLog();
  await one.record(fullCall, aCall({ completed: null }), aCall());
  const events = await exported(new EventRepository(one), always);

  const first = await other.record(...events);
  const second = await other.record(...events);

  expect([first.inserted, second.inserted, second.duplicates]).toEqual([3, 0, 3]);
  expect(await exported(new EventRepository(other), always)).toEqual(events);
});

test('gives every event of the window once, in the order of time, whatever the size of a lookup', async () => {
  const offsets = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(offsets, fc.integer({ min: 1, max: 70 }), async (drawn, eventsPerLookup) => {
      const { engine, record } = await openTestLog();
      const calls = drawn.map((offset) => aCall({ invokedAtMs: noonMs + offset }));
      await record(...calls);
      const window = { sinceMs: noonMs - 20, untilMs: noonMs + 20 };

      const events = await exported(new EventRepository({ engine, eventsPerLookup }), window);

      const inside = calls.filter(({ invokedAtMs }) => invokedAtMs >= window.sinceMs && invokedAtMs < window.untilMs);
      const times = events.map(({ invokedAtMs }) => invokedAtMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(events.map(({ callId }) => callId))).toEqual(
        new Set(inside.map(({ callId }) => `sk1_${eventIdentity(callId)}`)),
      );
      expect(events).toHaveLength(inside.length);
    }),
    { numRuns: 40 },
  );
});

test('narrows to one skill and to one project', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ projectId: 'p1' }),
    aCall({ projectId: 'p2' }),
    aCall({ skillName: 'lint', projectId: 'p2', invokedAtMs: noonMs + 1 }),
  );
  const repository = new EventRepository({ engine, eventsPerLookup: 1 });

  expect(await exported(repository, { ...always, skillName: 'review' })).toHaveLength(2);
  expect(await exported(repository, { ...always, projectId: 'p2' })).toHaveLength(2);
  expect(await exported(repository, { ...always, skillName: 'lint', projectId: 'p2' })).toMatchObject([
    { skillName: 'lint' },
  ]);
  expect(await exported(repository, { ...always, skillName: 'lint', projectId: 'p1' })).toEqual([]);
});
