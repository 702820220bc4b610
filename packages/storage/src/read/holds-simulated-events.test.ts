import type { CollectedBatch } from '@skills/schema';
import { expect, test } from 'vitest';
import { aBatch, aCall, openTestLog } from '../../test/open-test-log.ts';
import { holdsSimulatedEvents } from './holds-simulated-events.ts';

function callOf(source: string, invokedAtMs: number): CollectedBatch {
  const call = aCall({ source, invokedAtMs, skillName: 'simulation', workflowPhase: 'simulation' });
  return aBatch({ invocations: [call] });
}

test.each([
  ['nothing', [], false],
  ['real events only, whatever they are called', [callOf('claude-code', 1e12), callOf('codex', 2e12)], false],
  ['a world that was imported', [callOf('simulation', 1e12)], true],
  ['real events before a world', [callOf('codex', 1e12), callOf('simulation', 2e12)], true],
  [
    'a world amid real events',
    [
      callOf('codex', 1e12),
      { ...callOf('simulation', 2e12), projects: [{ projectId: 'p-1', name: 'p', path: '/simulated/p' }] },
      callOf('codex', 3e12),
    ],
    true,
  ],
])('a log with %s', async (_, batches, expected) => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingestAll(batches);

  expect(await holdsSimulatedEvents(engine)).toBe(expected);
});
