import type { MetricsSnapshot } from '@skills/schema';

/** A snapshot that states only what the test is about. */
export function aSnapshot(parts: Partial<MetricsSnapshot> = {}): MetricsSnapshot {
  return {
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
    operations: [],
    events: 0,
    lastEventAtMs: null,
    databaseBytes: 0,
    foldedSeries: 0,
    ...parts,
  };
}
