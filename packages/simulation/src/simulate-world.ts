import type { CollectedBatch } from '@skills/schema';
import { worldTruth } from './build-world-truth.ts';
import { emptyBatch } from './open-batch.ts';
import { sessionCount, sessionLengths } from './session-lengths.ts';
import { sessionWriter } from './session-writer.ts';
import type { WorldOptions } from './world-options.ts';

export type SimulationOptions = {
  /** A batch holds whole sessions and ends with the one that reaches so many invocations. */
  readonly batchSize?: number | undefined;
  /** Leaves out messages and offers: a world of invocations, sessions and projects alone. */
  readonly eventsOnly?: boolean | undefined;
};

/**
 * The events of a simulated world, session by session in the order in which sessions begin, as collectors hand them
 * over. Exactly `options.events` invocations; the same options give the same events, byte for byte, everywhere. One
 * batch is in memory at a time. `worldTruth` says what is true of them.
 *
 * @throws {RangeError} when an option is out of range
 * @example
 * for (const batch of simulateWorld(worldOfScale('small', { seed: 1, nowMs }))) await log.ingest(batch);
 */
export function* simulateWorld(
  options: WorldOptions,
  { batchSize = 5_000, eventsOnly = false }: SimulationOptions = {},
): Generator<CollectedBatch, undefined> {
  const truth = worldTruth(options);
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`simulateWorld requires an integer batchSize >= 1, got ${batchSize}`);
  }
  const write = sessionWriter(truth, options, sessionCount(options.seed, options.events));
  let batch = emptyBatch();
  batch.projects.push(...truth.projects);
  for (const length of sessionLengths(options.seed, options.events)) {
    write(length, batch, eventsOnly);
    if (batch.invocations.length < batchSize) continue;
    yield batch;
    batch = emptyBatch();
  }
  if (batch.invocations.length > 0) yield batch;
  return undefined;
}
