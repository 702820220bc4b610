import type { CollectedBatch, SkillEvent } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { expect, test } from 'vitest';
import type { EventRecordingDependencies, RecordEntry } from './event-recording.ts';
import { EventRecording } from './event-recording.ts';

const event: SkillEvent = {
  source: 'ci',
  kind: 'skill',
  skillName: 'review',
  invokedAt: '2026-02-10T12:00:00.000Z',
  completed: true,
  sessionId: 's1',
};

/** A log that knows calls by id, as the real one does. */
function memoryLog(): { readonly batches: CollectedBatch[]; readonly dependencies: EventRecordingDependencies } {
  const batches: CollectedBatch[] = [];
  const ids = new Set<string>();
  const log: EventRecordingDependencies['log'] = {
    ingest: (batch) => {
      batches.push(batch);
      const fresh = new Set(batch.invocations.map(({ callId }) => callId).filter((id) => !ids.has(id)));
      for (const id of fresh) ids.add(id);
      const duplicates = batch.invocations.length - fresh.size;
      return Promise.resolve({ inserted: fresh.size, duplicates, completed: 0, quarantined: 0 });
    },
  };
  return { batches, dependencies: { log, callIdOf: ({ sessionId }) => `of ${sessionId}` } };
}

test('good lines arrive and bad ones are named with line and reason', async () => {
  const { batches, dependencies } = memoryLog();
  const entries: readonly RecordEntry[] = [
    { line: 1, event: { ...event, eventId: 'a' } },
    { line: 2, reason: 'not valid JSON' },
    { line: 3, event: { ...event, eventId: 'b', completed: null } },
  ];

  const result = await new EventRecording(dependencies).record(entries);

  expect(result).toEqual({ inserted: 2, duplicates: 0, rejected: [{ line: 2, reason: 'not valid JSON' }] });
  const invocations = batches.flatMap((batch) => batch.invocations);
  expect(invocations.map(({ callId, completed }) => [callId, completed])).toEqual([
    ['a', true],
    ['b', null],
  ]);
});

test('an event without an id gets the one that its content gives it', async () => {
  const { dependencies } = memoryLog();

  const result = await new EventRecording(dependencies).record([
    { line: 1, event },
    { line: 2, event },
    { line: 3, event: { ...event, sessionId: 's2' } },
  ]);

  expect(result).toMatchObject({ inserted: 2, duplicates: 1 });
});

test('many events cross in several batches', async () => {
  const { batches, dependencies } = memoryLog();
  const entries = Array.from({ length: 12_000 }, (_, index) => {
    return { line: index + 1, event: { ...event, eventId: `e${index}` } };
  });

  const result = await new EventRecording(dependencies).record(entries);

  expect(result.inserted).toBe(12_000);
  expect(batches.map(({ invocations }) => invocations.length)).toEqual([5000, 5000, 2000]);
});

test('a failure of the log is not a rejected line', async () => {
  const full = new SkillsError('storage-full', 'the disk is full');
  const recording = new EventRecording({ log: { ingest: () => Promise.reject(full) }, callIdOf: () => 'x' });

  await expect(recording.record([{ line: 1, event }])).rejects.toBe(full);
});
