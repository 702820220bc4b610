import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { folderChanges } from './folder-changes.ts';

test('tells a change in a folder below, once for many events', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'p'));
  const stop = new AbortController();
  const changes = folderChanges([folder], { signal: stop.signal, quietMs: 50, pollMs: 60_000 });
  const first = changes.next();
  for (let event = 0; event < 200; event += 1) appendFileSync(join(folder, 'p', 'a.jsonl'), 'x\n');

  expect(await first).toEqual({ done: false, value: undefined });
  const second = changes.next();
  const quiet = await Promise.race([
    second.then(() => 'told'),
    new Promise((resolve) => setTimeout(resolve, 300, 'quiet')),
  ]);
  stop.abort();

  expect(quiet).toBe('quiet');
  expect(await second).toMatchObject({ done: true });
});

test('tells at least as often as it polls, also for a folder that is made later', async () => {
  const folder = join(temporaryFolder(), 'later');
  const stop = new AbortController();
  const changes = folderChanges([folder], { signal: stop.signal, quietMs: 10, pollMs: 100 });
  await changes.next();
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.jsonl'), '');
  const next = await changes.next();
  stop.abort();

  expect(next).toEqual({ done: false, value: undefined });
  expect(await changes.next()).toMatchObject({ done: true });
});

test('ends at once when stopped while waiting', async () => {
  const stop = new AbortController();
  const changes = folderChanges([temporaryFolder()], { signal: stop.signal, pollMs: 60_000 });
  const waiting = changes.next();
  stop.abort();

  expect(await waiting).toMatchObject({ done: true });
});
