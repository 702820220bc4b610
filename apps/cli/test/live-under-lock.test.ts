import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test as base } from 'vitest';
import { spawnServer } from './spawn-server.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);
const heldMs = 3000;

// What other programs do to the processor meanwhile is not what is measured.
test(
  'a program that holds the database holds up neither the server nor what is asked',
  { retry: 2 },
  async ({ home }) => {
    const server = await spawnServer(['realtime', '--port', '0'], { home });
    await fetch(`${server.url}/api/top`);
    const other = new DatabaseSync(join(home, '.local/share/skills/skills.db'));
    other.exec('BEGIN IMMEDIATE');
    const event = {
      source: 'ci',
      kind: 'skill',
      skillName: 'review',
      invokedAt: new Date().toISOString(),
      completed: true,
      sessionId: 's',
    };
    const posted = fetch(`${server.url}/v1/events`, {
      method: 'POST',
      body: JSON.stringify(event),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const waits: number[] = [];
    const endMs = performance.now() + heldMs;
    while (performance.now() < endMs) {
      const began = performance.now();
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const health = await fetch(`${server.url}/healthz`);
      waits.push(performance.now() - began);
      expect(health.status).toBe(200);
      // oxlint-disable-next-line no-await-in-loop
      await delay(20);
    }
    const top = await fetch(`${server.url}/api/top?limit=7`);
    other.exec('ROLLBACK');
    other.close();

    expect(top.status).toBe(200);
    expect((await posted).status).toBe(200);
    // Nobody waits for the lock, and hardly anybody for anything.
    expect(Math.max(...waits)).toBeLessThan(heldMs / 2);
    expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(50);
  },
);
