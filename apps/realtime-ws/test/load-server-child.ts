/** A server for the load test in a process of its own: two topics that change with every look, one with a large snapshot. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { allowedHosts, RequestGuard } from '@skills/http-guard';
import { RealTimeMetricsServer } from '../src/real-time-metrics-server.ts';
import type { LoadOptions, ServerReport } from './load-world.ts';

const options: LoadOptions = JSON.parse(process.argv[2] ?? '{}');
const lag = monitorEventLoopDelay({ resolution: 5 });
let round = 0;
let isRunning = false;
let most = 0;

const server = new RealTimeMetricsServer(
  {
    guard: new RequestGuard({ isAllowedHost: allowedHosts('127.0.0.1') }),
    topics: (topic) => ({
      load: async () => ({
        summary: {
          sentAtMs: Date.now(),
          text: topic === 'big' && round === 0 ? '.'.repeat(options.bigCharacters) : '',
        },
        rows: new Map(),
      }),
    }),
    metrics: async () => ({
      window: { since: '2026-02-10T11:00:00.000Z', until: '2026-02-10T12:00:00.000Z' },
      data: { top_skills: [], anomalies: [] },
    }),
    version: async () => String(isRunning ? (round += 1) : round),
    answer: async () => undefined,
    intake: async () => undefined,
    asset: () => undefined,
    epoch: 'load',
    nowMs: Date.now,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  },
  {
    port: 0,
    updateIntervalMs: options.intervalMs,
    limits: { connections: options.clients + 10, connectionsPerAddress: options.clients + 10 },
  },
);

process.on('message', (message) => {
  if (message === 'run') {
    isRunning = true;
    lag.enable();
  }
  if (message === 'report') process.send?.(report());
});
setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100).unref();
process.send?.({ kind: 'listening', url: await server.start() });

function report(): ServerReport {
  const rss = Math.max(most, process.memoryUsage().rss);
  return {
    kind: 'report',
    clients: server.clientCount,
    rssMegabytes: Math.round(rss / 1024 / 1024),
    longestLagMs: Math.round(lag.max / 1e6),
  };
}
