import type { ABTestConfig, SkillInvocation } from '@skills/schema';
import { ABTestFramework } from '@skills/services';
import type { SqlEngine } from '@skills/storage';
import {
  EventIngest,
  ExperimentEventRepository,
  ExperimentRepository,
  ExperimentUnitRepository,
  migrateDatabase,
  openNodeSqliteEngine,
  pseudonymise,
  purposeIdentity,
} from '@skills/storage';
import { onTestFinished } from 'vitest';

const key = new Uint8Array(32).fill(7);

/** 2026-02-10T12:00:00Z */
export const noonMs: number = Date.UTC(2026, 1, 10, 12);
export const dayMs = 86_400_000;

export type ExperimentScene = {
  readonly engine: SqlEngine;
  readonly framework: ABTestFramework;
  /** Stores calls in the log. */
  readonly log: (calls: readonly SkillInvocation[]) => Promise<void>;
  /** Moves the clock, which stands at noon, to so many days from there. */
  readonly travel: (days: number) => void;
  readonly pseudonym: (userId: string) => string;
};

/** The framework over a database in memory, closed with the test, with a clock that the test moves. */
export async function openExperiments(): Promise<ExperimentScene> {
  let nowMs = noonMs;
  const now = (): number => nowMs;
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  onTestFinished(async () => engine.close());
  await migrateDatabase(engine, { now });
  const pseudonym = (userId: string): string => pseudonymise(userId, { key, purpose: 'user' });
  const framework = new ABTestFramework({
    experiments: new ExperimentRepository({ engine }),
    units: new ExperimentUnitRepository({ engine }),
    events: new ExperimentEventRepository({ engine }),
    identity: purposeIdentity(() => key, 'experiments'),
    now,
  });
  const ingest = new EventIngest({ engine, pseudonymise: pseudonym, now });
  return {
    engine,
    framework,
    pseudonym,
    async log(calls) {
      const rest = { completions: [], usages: [], offers: [], sessions: [], projects: [], quarantined: [] };
      await ingest.ingest({ ...rest, invocations: calls });
    },
    travel(days) {
      nowMs = noonMs + days * dayMs;
    },
  };
}

/** So many user ids. */
export function users(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `user${index}`);
}

/** An experiment that has run for ten days at noon. */
export const aConfig: ABTestConfig = {
  testName: 'shorter-prompt',
  controlStrategy: 'long',
  treatmentStrategy: 'short',
  startDate: '2026-02-01T00:00:00Z',
  minSampleSize: 20,
};
