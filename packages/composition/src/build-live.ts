import { LogVersion, RecentEventRepository } from '@skills/storage';
import type { EventIngest, SqlEngine } from '@skills/storage';
import type { Live } from './composition.ts';

/** What a live server needs beside the answers. */
export function buildLive(engine: SqlEngine, log: EventIngest): Live {
  const version = new LogVersion({ engine });
  const events = new RecentEventRepository({ engine });
  return {
    version: () => version.current(),
    recentEvents: (limit) => events.recent(limit),
    ingest: (batch) => log.ingest(batch),
  };
}
