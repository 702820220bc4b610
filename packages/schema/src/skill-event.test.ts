import { expect, test } from 'vitest';
import { parseInput } from './parse-input.ts';
import { skillEventSchema } from './skill-event.ts';
import { toSkillEvent, toSkillInvocation } from './skill-invocation.ts';
import { SkillsError } from './skills-error.ts';

const event = {
  eventId: 'toolu_1',
  source: 'claude-code',
  kind: 'skill',
  skillName: 'pdf',
  invokedAt: '2026-02-10T12:34:56.789Z',
  completed: null,
  sessionId: 's1',
};

test('keeps an unknown outcome apart from a failure', () => {
  expect(parseInput(skillEventSchema, event).completed).toBeNull();
});

test('names every offending field of a bad event', () => {
  const bad = { ...event, kind: 'spell', invokedAt: '2026-02-30T00:00:00Z', durationSeconds: -1 };

  expect(() => parseInput(skillEventSchema, bad)).toThrow(SkillsError);
  expect(() => parseInput(skillEventSchema, bad)).toThrow(/kind: .*invokedAt: .*durationSeconds: /);
});

test('refuses a field that it does not know, so that a misspelt one is not lost', () => {
  expect(() => parseInput(skillEventSchema, { ...event, durationSecond: 1 })).toThrow(/durationSecond/);
});

test('turns an event into an invocation and back without loss', () => {
  const full = parseInput(skillEventSchema, {
    ...event,
    completed: false,
    durationSeconds: 1.5,
    userId: 'u_1',
    alternatives: ['docx'],
    followUpActions: ['git commit'],
    errorType: 'timeout',
    trigger: 'model',
    rating: 4,
    browserUsed: false,
    metadata: { nested: { list: [1, null] } },
  });

  expect(toSkillEvent(toSkillInvocation(full, 'unused'))).toEqual(full);
});

test('gives an event without an id the id that its caller derives', () => {
  const { eventId: _, ...anonymous } = event;

  expect(toSkillInvocation(parseInput(skillEventSchema, anonymous), 'derived').callId).toBe('derived');
});
