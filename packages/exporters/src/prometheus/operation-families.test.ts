import type { MetricsSnapshot } from '@skills/schema';
import { expect, test } from 'vitest';
import { operationFamilies } from './operation-families.ts';

const each = { runs: 3, failures: 1, records: 40, rejected: 2, meanSeconds: 0.5, longestSeconds: 2 };
const snapshot: MetricsSnapshot = {
  takenAtMs: 0,
  calls: [],
  durations: [],
  invocations: [],
  completion: [],
  activeSessions: 0,
  anomaliesDetected: [],
  anomaliesOpen: [],
  usage: [],
  unpricedTokens: 0,
  funnel: [],
  tools: [],
  operations: [
    { kind: 'collect', name: 'codex', ...each },
    { kind: 'aggregate', name: 'prune', ...each },
    { kind: 'query', name: 'top', ...each },
    { kind: 'request', name: 'review "it"', ...each },
  ],
  events: 0,
  lastEventAtMs: null,
  databaseBytes: 0,
  foldedSeries: 0,
};

test('tells of collecting, making anew, answering and asked skills what each of them has', () => {
  const names = operationFamilies(snapshot).map((family) => [family.name, [...family.samples].length]);

  expect(names).toEqual([
    ['skills_operation_runs', 4],
    ['skills_operation_failures', 3],
    ['skills_operation_records', 1],
    ['skills_operation_rejected_records', 1],
    ['skills_operation_mean_duration_seconds', 3],
    ['skills_operation_longest_duration_seconds', 3],
  ]);
});
