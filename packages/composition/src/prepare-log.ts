import { EventSegments, holdsSimulatedEvents } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { ComposeOptions } from './composition.ts';

/** An open database that is about to be asked about its whole log. */
export type OpenLog = { readonly engine: SqlEngine; readonly url: string; readonly use: 'read' | 'write' };

/** Says when the world is simulated. Who may write makes the columns of the log, from which the next one reads it. */
export async function prepareLog(
  { engine, use }: OpenLog,
  { onSimulated }: Pick<ComposeOptions, 'onSimulated'>,
): Promise<void> {
  if (await holdsSimulatedEvents(engine)) onSimulated();
  if (use === 'write') await new EventSegments({ engine }).refresh(engine);
}
