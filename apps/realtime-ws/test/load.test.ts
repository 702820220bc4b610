import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runLoad } from './run-load.ts';

// The kernel takes about four megabytes before the server can notice that nobody reads.
const bigCharacters = 8 * 1024 * 1024;
const openFiles = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
const isLong = process.env['SKILLS_LONG'] !== undefined;

// Another program that takes the processor for a moment is not what is measured.
test('ten clients hear of a change within 20 ms', { timeout: 30_000, retry: 3 }, async () => {
  const { clients } = await runLoad({ clients: 10, stalled: 0, rounds: 40, bigCharacters: 0, intervalMs: 100 });

  expect(clients.deliveries).toBeGreaterThanOrEqual(300);
  expect(clients.p99Ms).toBeLessThan(20);
});

test(
  'a thousand clients, a hundred of which read nothing: the others hear in time',
  { timeout: 40_000, retry: 1 },
  async () => {
    const result = await runLoad({ clients: 1000, stalled: 100, rounds: 9, bigCharacters, intervalMs: 1000 });

    expect(result.clients).toMatchObject({ healthy: 900, lost: 0 });
    expect(result.clients.p99Ms).toBeLessThan(1000);
    expect(result.server.rssMegabytes).toBeLessThan(200);
    expect(result.stalledGoneMs).toBeLessThan(5000);
  },
);

describe.skipIf(!isLong || openFiles < 20_000)(
  `the long run (needs SKILLS_LONG and 20,000 open files; this machine allows ${openFiles})`,
  () => {
    test('ten thousand clients, a thousand of which read nothing', { timeout: 300_000 }, async () => {
      const result = await runLoad({ clients: 10_000, stalled: 1000, rounds: 30, bigCharacters, intervalMs: 1000 });

      expect(result.clients).toMatchObject({ healthy: 9000, lost: 0 });
      expect(result.clients.p99Ms).toBeLessThan(1000);
      expect(result.server.rssMegabytes).toBeLessThan(200);
    });
  },
);
