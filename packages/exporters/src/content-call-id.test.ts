import { parseInput, skillEventSchema, toSkillEvent, type SkillEvent } from '@skills/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invocationArbitrary } from '../test/invocation-arbitrary.ts';
import { contentCallId } from './content-call-id.ts';

const event: SkillEvent = {
  source: 'ci',
  kind: 'skill',
  skillName: 'pdf',
  invokedAt: '2026-02-10T12:34:56.000Z',
  completed: true,
  sessionId: 's1',
  metadata: { b: 1, a: { d: [1, null], c: 2 }, '10': 0, '9': 0 },
};

test('is the same for the same content, however it is written', () => {
  const other: SkillEvent = {
    metadata: { '9': 0, '10': 0, a: { c: 2, d: [1, null] }, b: 1 },
    userId: null,
    errorType: undefined,
    sessionId: 's1',
    completed: true,
    invokedAt: '2026-02-10 13:34:56+01:00',
    skillName: 'pdf',
    kind: 'skill',
    source: 'ci',
  };

  expect(contentCallId(other)).toBe(contentCallId(event));
  expect(contentCallId({ ...event, eventId: 'x' })).toBe(contentCallId(event));
});

test('never changes, so that an import of years ago is not imported again', () => {
  expect(contentCallId(event)).toBe('content:kCbzZnbVNfq6PCNe1QNvxFIFxx4rN6ikAyaS9yaUGnU');
});

test.each([
  { completed: null },
  { completed: false },
  { skillName: 'pdf ' },
  { durationSeconds: 0 },
  { metadata: { b: 1 } },
  { metadata: { ...event.metadata, a: { c: 2, d: [null, 1] } } },
  { alternatives: [] },
] satisfies readonly Partial<SkillEvent>[])('differs when the content differs by %j', (change) => {
  expect(contentCallId({ ...event, ...change })).not.toBe(contentCallId(event));
});

test('survives a journey through JSON', () => {
  fc.assert(
    fc.property(invocationArbitrary, (invocation) => {
      const sent = toSkillEvent(invocation);
      const received = parseInput(skillEventSchema, JSON.parse(JSON.stringify(sent)));

      expect(contentCallId(received)).toBe(contentCallId(sent));
    }),
  );
});
