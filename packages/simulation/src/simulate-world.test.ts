import { createHash } from 'node:crypto';
import { parseInput, skillEventSchema, toSkillEvent, type SkillInvocation } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { simulateWorld } from './simulate-world.ts';
import { minimumSkills, worldOfScale } from './world-options.ts';

const nowMs = Date.parse('2026-06-01T12:34:56.789Z');
const small = worldOfScale('small', { seed: 1, nowMs });

function invocationsOf(options: typeof small): readonly SkillInvocation[] {
  return [...simulateWorld(options)].flatMap((batch) => batch.invocations);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

test('makes the same world from the same options, on every machine', () => {
  // A changed digest is a changed world: benches and reports that name a seed are then no longer comparable.
  expect(digestOf([...simulateWorld(small)])).toBe('918f4fa6d4be52fdaf4fd1f294a20e562d988022da0e21e604bcaef5c5faee8c');
});

test('makes another world from another seed, under ids that never meet', () => {
  const ids = new Set(invocationsOf(small).map((invocation) => invocation.callId));
  const others = invocationsOf({ ...small, seed: 2 });

  expect(others.some((invocation) => ids.has(invocation.callId))).toBe(false);
  expect(others.map((invocation) => invocation.skillName)).not.toEqual(
    invocationsOf(small).map((invocation) => invocation.skillName),
  );
});

test('makes the same invocations without messages and offers', () => {
  const batches = [...simulateWorld(small, { eventsOnly: true })];

  expect(batches.flatMap((batch) => batch.invocations)).toEqual(invocationsOf(small));
  expect(batches.every((batch) => batch.usages.length === 0 && batch.offers.length === 0)).toBe(true);
});

test('makes exactly as many events as asked, in batches of whole sessions', () => {
  for (const events of [1, 7, 1_000, 12_345]) {
    const batches = [...simulateWorld({ ...small, events }, { batchSize: 500 })];
    const sessions = batches.flatMap((batch) => batch.sessions.map((session) => session.sessionId));

    expect(batches.flatMap((batch) => batch.invocations)).toHaveLength(events);
    expect(new Set(sessions).size).toBe(sessions.length);
    for (const batch of batches) {
      expect(batch.invocations.length).toBeLessThan(500 + 128);
      expect(new Set(batch.invocations.map((invocation) => invocation.sessionId))).toEqual(
        new Set(batch.sessions.map((session) => session.sessionId)),
      );
    }
  }
});

test('makes events that pass the schema, each under its own id', () => {
  const invocations = invocationsOf({ ...small, events: 20_000, skills: 120, users: 60 });

  for (const invocation of invocations) parseInput(skillEventSchema, toSkillEvent(invocation));
  expect(new Set(invocations.map((invocation) => invocation.callId)).size).toBe(20_000);
});

test('ends now: nothing happens later, and what still runs is open', () => {
  const batches = [...simulateWorld(small)];
  const invocations = batches.flatMap((batch) => batch.invocations);
  const sinceMs = nowMs - small.days * 86_400_000;

  for (const { invokedAtMs, durationSeconds, completed } of invocations) {
    expect(invokedAtMs).toBeGreaterThanOrEqual(sinceMs);
    expect(invokedAtMs + (durationSeconds ?? 0) * 1000).toBeLessThanOrEqual(nowMs);
    expect(durationSeconds !== undefined || completed === null).toBe(true);
  }
  expect(Math.max(...invocations.map((invocation) => invocation.invokedAtMs))).toBeGreaterThan(nowMs - 86_400_000);
  for (const batch of batches) {
    for (const message of batch.usages) expect(message.atMs).toBeLessThanOrEqual(nowMs);
    for (const offer of batch.offers) expect(offer.offeredAtMs).toBeLessThanOrEqual(nowMs);
  }
});

test('keeps each session in order, within what was seen of it, in one project of its user', () => {
  for (const batch of simulateWorld(small)) {
    const bySession = Map.groupBy(batch.invocations, (invocation) => invocation.sessionId);
    for (const session of batch.sessions) {
      const calls = bySession.get(session.sessionId) ?? [];
      const times = calls.map((call) => call.invokedAtMs);

      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect([times[0], times.at(-1)]).toEqual([session.firstAtMs, session.lastAtMs]);
      expect(new Set(calls.map((call) => call.userId)).size).toBe(1);
      expect(new Set(calls.map((call) => call.projectId))).toEqual(new Set([session.projectId]));
    }
  }
});

test('has sessions that cross midnight, and about 20 calls in a session', () => {
  const sessions = [...simulateWorld({ ...small, events: 20_000 })].flatMap((batch) => batch.sessions);

  expect(
    sessions.filter(({ firstAtMs, lastAtMs }) => Math.floor(firstAtMs / 864e5) < Math.floor(lastAtMs / 864e5)).length,
  ).toBeGreaterThan(5);
  expect(20_000 / sessions.length).toBeGreaterThan(18);
  expect(20_000 / sessions.length).toBeLessThan(22);
});

describe('a world of a million events', () => {
  test('is made batch by batch, without keeping what was handed over', () => {
    const heaps: number[] = [];
    let [events, batchNumber] = [0, 0];
    for (const batch of simulateWorld({ ...small, events: 1_000_000 }, { eventsOnly: true })) {
      events += batch.invocations.length;
      batchNumber += 1;
      if (batchNumber % 10 === 0) heaps.push(process.memoryUsage().heapUsed);
    }

    expect(events).toBe(1_000_000);
    // A million invocations are about 300 MB; garbage of a few batches may be waiting.
    expect(Math.max(...heaps) - Math.min(...heaps)).toBeLessThan(120e6);
  });
});

test('refuses options that no world can have, naming them', () => {
  expect(() => invocationsOf({ ...small, events: 0 })).toThrow(/events/);
  expect(() => invocationsOf({ ...small, users: 1 })).toThrow(/users/);
  expect(() => invocationsOf({ ...small, skills: minimumSkills - 1 })).toThrow(/skills/);
  expect(() => invocationsOf({ ...small, nowMs: NaN })).toThrow(/nowMs/);
  expect(() => [...simulateWorld(small, { batchSize: 0 })]).toThrow(/batchSize/);
});

test('even a small world has at least 20 people in it', () => {
  const people = Array.from(
    { length: 20 },
    (_, seed) => new Set(invocationsOf({ ...small, seed }).map(({ userId }) => userId)).size,
  );

  expect(Math.min(...people)).toBeGreaterThanOrEqual(20);
});
