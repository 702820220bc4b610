import type { CollectResult } from '@skills/schema';
import { OperationMeasures } from '@skills/storage';
import type { Measure, SqlEngine } from '@skills/storage';
import type { Collecting } from './composition.ts';

/** Keeps what each collect found, unless it found nothing: a look every other second is not worth a row. */
export function measuredCollecting(
  collecting: Collecting,
  { engine, nowMs }: { readonly engine: () => Promise<SqlEngine>; readonly nowMs: () => number },
): Collecting {
  return {
    searchedPlaces: () => collecting.searchedPlaces(),
    changes: (signal) => collecting.changes(signal),
    async collect(request) {
      const result = await collecting.collect(request);
      const measures = request.dryRun ? [] : measuresOf(result, nowMs());
      if (measures.length > 0) {
        await new OperationMeasures({ engine: await engine() }).record(measures).catch(() => undefined);
      }
      return result;
    },
  };
}

function measuresOf({ sources, durationSeconds }: CollectResult, atMs: number): readonly Measure[] {
  const changed = sources.filter(
    ({ events, duplicates, quarantined, errors }) => events + duplicates + quarantined + errors.length > 0,
  );
  if (changed.length === 0) return [];
  const parts = changed.map(({ source, events, quarantined, errors }) => ({
    kind: 'collect' as const,
    name: source,
    atMs,
    durationSeconds: 0,
    records: events,
    rejected: quarantined,
    hasFailed: errors.some(({ line }) => line === undefined),
  }));
  const all: Measure = {
    kind: 'collect',
    name: 'all',
    atMs,
    durationSeconds,
    records: parts.reduce((sum, { records }) => sum + records, 0),
    rejected: parts.reduce((sum, { rejected }) => sum + rejected, 0),
    hasFailed: parts.some(({ hasFailed }) => hasFailed),
  };
  return [all, ...parts];
}
