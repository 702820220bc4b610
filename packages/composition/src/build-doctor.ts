import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { claudeCodeCollector, codexCollector, sessionBuddyCollector } from '@skills/collectors';
import type { CollectorEnvironment } from '@skills/collectors';
import { Doctor } from '@skills/services';
import type { DatabaseFacts, FileFacts } from '@skills/services';
import { SourceFileRepository } from '@skills/storage';
import type { Maintenance } from './composition.ts';
import { operationFacts } from './operation-facts.ts';
import type { Store } from './open-store.ts';

export type DoctorParts = {
  readonly store: Store;
  readonly maintenance: Maintenance;
  readonly environment: CollectorEnvironment;
  readonly nowMs: () => number;
};

/** Looks at this machine without changing anything. */
export function buildDoctor({ store, maintenance, environment, nowMs }: DoctorParts): Doctor {
  return new Doctor({
    facts: {
      nodeVersion: () => process.versions.node,
      database: () => databaseFacts(store, maintenance),
      file: () => Promise.resolve(fileFacts(store.path)),
      operation: () => operationFacts(store, nowMs()),
      sources: () =>
        Promise.resolve(
          [claudeCodeCollector, codexCollector, sessionBuddyCollector].map((collector) => ({
            source: collector.source,
            files: collector.discover(environment).files.length,
          })),
        ),
    },
  });
}

async function databaseFacts(store: Store, maintenance: Maintenance): Promise<DatabaseFacts | undefined> {
  const engine = await store.untouched('reading');
  if (engine === undefined) return undefined;
  const { url, schemaVersion, pending, events } = await maintenance.status();
  const isCurrent = pending.length === 0;
  const counts = isCurrent ? await new SourceFileRepository({ engine }).counts() : [];
  return {
    url,
    schemaVersion,
    pendingMigrations: pending,
    problems: (await maintenance.check()).problems,
    events,
    quarantinedLines: counts.reduce((sum, { quarantinedLines }) => sum + quarantinedLines, 0),
  };
}

function fileFacts(path: string | undefined): FileFacts | undefined {
  if (path === undefined) return undefined;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const { bavail, bsize } = statfsSync(dirname(path));
  return { freeBytes: bavail * bsize, mode: stat.mode };
}
