import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test as base } from 'vitest';
import { temporaryHome } from './temporary-home.ts';
import { callLines } from './transcript-lines.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const test = base.extend('home', temporaryHome);
const gigabyte = 1024 ** 3;
const mostMemoryBytes = 200 * 1024 ** 2;

// The file is sparse, but its gigabyte is read. Only Linux tells the memory of another process.
test.skipIf(process.platform !== 'linux')(
  'a line of a gigabyte is stepped over in less than 200 MB of memory, and what follows it arrives',
  { timeout: 300_000 },
  async ({ home }) => {
    const folder = join(home, '.claude/projects/shop');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'session.jsonl');
    writeFileSync(file, callLines({ id: '1' }));
    truncateSync(file, gigabyte);
    appendFileSync(file, `\n${callLines({ id: '2', minute: 1 })}`);

    const child = spawn(process.execPath, [main, 'collect', 'claude-code', '--json'], {
      env: { HOME: home, PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const out = text(child.stdout);
    const ended = once(child, 'close');
    let peakBytes = 0;
    while (child.exitCode === null) {
      peakBytes = Math.max(peakBytes, peakMemoryOf(child.pid ?? 0));
      await sleep(20);
    }
    const [code] = await ended;

    expect(code).toBe(3);
    expect(JSON.parse(await out)).toMatchObject({
      inserted: 2,
      quarantined: 1,
      sources: [{ lines: 5, errors: [{ file, line: 3, reason: 'oversize' }] }],
    });
    expect(peakBytes).toBeGreaterThan(0);
    expect(peakBytes).toBeLessThan(mostMemoryBytes);
  },
);

/** The most that was ever resident; 0 when the process is gone. */
function peakMemoryOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
