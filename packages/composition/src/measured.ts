import { OperationMeasures } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';

export type MeasuredOn = { readonly engine: SqlEngine; readonly nowMs: () => number };

/** Makes something anew, and keeps how long it took and whether it failed. For work that writes anyway. */
export async function measured<T>({ engine, nowMs }: MeasuredOn, name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  let hasFailed = true;
  try {
    const result = await work();
    hasFailed = false;
    return result;
  } finally {
    const durationSeconds = (performance.now() - began) / 1000;
    const measure = {
      kind: 'aggregate' as const,
      name,
      atMs: nowMs(),
      durationSeconds,
      records: 0,
      rejected: 0,
      hasFailed,
    };
    // Never in the way of the work itself, nor of its error.
    await new OperationMeasures({ engine }).record([measure]).catch(() => undefined);
  }
}
