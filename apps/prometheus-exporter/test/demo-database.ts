import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Composition } from '@skills/composition';

const hourMs = 3_600_000;

export type DemoDatabase = AsyncDisposable & {
  readonly url: string;
  readonly folder: string;
  readonly composition: Composition;
};

/** A composition over a database file in a folder of its own, which goes with it. */
export function openDatabaseFolder(): DemoDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'skills-exporter-db-'));
  const url = `file:${join(folder, 'skills.db')}`;
  const composition = composeOver(url, folder);
  return {
    url,
    folder,
    composition,
    async [Symbol.asyncDispose]() {
      await composition[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function composeOver(databaseUrl: string, home: string): Composition {
  return compose({
    databaseUrl,
    environment: { HOME: home, XDG_DATA_HOME: home },
    nowMs: Date.now,
    note: () => undefined,
    onSimulated: () => undefined,
  });
}

/** A simulated world that ends now, with its anomalies on record and its tools judged. */
export async function fillWithDemo({ composition }: DemoDatabase): Promise<void> {
  const nowMs = Date.now();
  const demo = await composition.demo();
  const progress = { update: () => undefined, end: () => undefined };
  await demo.simulate({ scale: 'small', seed: 1, nowMs, signal: new AbortController().signal, progress });
  const detector = await composition.anomalies('write');
  await detector.detect({ sinceMs: nowMs - 30 * 24 * hourMs, untilMs: nowMs, record: true });
  const executions = await composition.executions('write');
  await executions.engine.runHourlyAggregation();
}
