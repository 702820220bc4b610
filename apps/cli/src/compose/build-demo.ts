import { simulateWorld, worldOfScale } from '@skills/simulation';
import type { EventIngest } from '@skills/storage';
import type { Demo } from '../composition.ts';
import { formatCount } from '../terminal/human-format.ts';

/** A simulated world for a log. */
export function buildDemo(log: Pick<EventIngest, 'ingest'>): Demo {
  return {
    async simulate({ scale, seed, nowMs, signal, progress }) {
      const world = worldOfScale(scale, { seed, nowMs });
      let inserted = 0;
      let duplicates = 0;
      for (const batch of simulateWorld(world)) {
        signal.throwIfAborted();
        // oxlint-disable-next-line no-await-in-loop -- one batch is in memory at a time
        const counts = await log.ingest(batch);
        inserted += counts.inserted;
        duplicates += counts.duplicates;
        const done = inserted + duplicates;
        progress.update({
          label: 'simulating',
          done,
          total: world.events,
          detail: `${formatCount(done)} of ${formatCount(world.events)} calls`,
        });
      }
      progress.end();
      return { inserted, duplicates };
    },
  };
}
