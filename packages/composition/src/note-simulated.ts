import { holdsSimulatedEvents } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

/** Says when the world is simulated. A module of its own: the whole of storage would take 30 ms to load. */
export async function noteSimulated(engine: SqlEngine, onSimulated: () => void): Promise<void> {
  if (await holdsSimulatedEvents(engine)) onSimulated();
}
