import { allowedHosts, RequestGuard, shownToken } from '@skills/http-guard';
import { onTestFinished } from 'vitest';
import { RealTimeMetricsServer } from '../src/real-time-metrics-server.ts';
import type { RealTimeMetricsServerDependencies } from '../src/real-time-metrics-server.ts';
import type { SocketLimits } from '../src/socket/socket-limits.ts';
import { errorAnswer, jsonAnswer } from '../src/http/http-answer.ts';

export type World = {
  /** Calls of each skill. */
  calls: Record<string, number>;
  version: number;
  /** Characters of a text in every row of topic `big`. */
  bigCharacters: number;
  loads: number;
  readonly errors: unknown[];
};

export type AServerOptions = {
  readonly token?: string;
  readonly limits?: Partial<SocketLimits>;
  readonly updateIntervalMs?: number;
  readonly dependencies?: Partial<RealTimeMetricsServerDependencies>;
};

/** A started server over a world in memory; it ends with the test. */
export async function aServer({ token, limits, updateIntervalMs = 20, dependencies }: AServerOptions = {}): Promise<{
  readonly server: RealTimeMetricsServer;
  readonly url: string;
  readonly world: World;
}> {
  const world: World = { calls: { review: 1 }, version: 1, bigCharacters: 0, loads: 0, errors: [] };
  const server = new RealTimeMetricsServer(
    {
      guard: new RequestGuard({ isAllowedHost: allowedHosts('127.0.0.1'), token, readToken: shownToken }),
      topics: (topic) => (topic === 'skills' || topic === 'big' ? { load: async () => view(world, topic) } : undefined),
      metrics: async (skillName) => metrics(world, skillName),
      version: async () => String(world.version),
      answer: async (path, query) =>
        path[0] === 'top' ? JSON.stringify({ skills: Object.keys(world.calls), limit: query.get('limit') }) : undefined,
      intake: async ({ signal, contentType, body }) =>
        signal === 'events' ? jsonAnswer({ contentType, bytes: body.length }) : errorAnswer(404, 'not-found', signal),
      asset: (path) => (path === '/' ? { status: 200, contentType: 'text/html', body: '<!doctype html>' } : undefined),
      epoch: 'run-1',
      nowMs: () => Date.UTC(2026, 1, 10, 12),
      onError: (error) => world.errors.push(error),
      ...dependencies,
    },
    { port: 0, updateIntervalMs, ...(limits === undefined ? {} : { limits }) },
  );
  const url = await server.start();
  onTestFinished(() => server.stop());
  return { server, url, world };
}

function view(world: World, topic: string) {
  world.loads += 1;
  const text = topic === 'big' ? { text: `${world.version}`.padEnd(world.bigCharacters, '.') } : {};
  const rows = Object.entries(world.calls).map(([name, calls]) => [name, { calls, ...text }] as const);
  return { summary: { skills: rows.length }, rows: new Map(rows) };
}

function metrics({ calls }: World, skillName: string | null) {
  const skills = Object.entries(calls).filter(([name]) => skillName === null || name === skillName);
  return {
    window: { since: '2026-02-10T11:00:00.000Z', until: '2026-02-10T12:00:00.000Z' },
    data: {
      top_skills: skills.map(([skill_name, total_invocations]) => ({
        skill_name,
        total_invocations,
        completion_rate: 0.5,
        avg_duration_seconds: null,
      })),
      anomalies: [],
    },
  };
}
