import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, expect } from 'vitest';
import { writeTranscripts } from './transcript-folder.ts';

// Ids of projects are keyed: what two databases hold is the same under one key only.
const env = { ...process.env, SKILLS_ID_KEY: '0123456789abcdef'.repeat(4) };
const main = new URL('../src/main.ts', import.meta.url).pathname;
const kills = process.env['SKILLS_LONG'] === undefined ? 60 : 1000;
const goldenRatio = 0.618;
// A database is filled within a few runs; then the kills go on with a fresh one.
const killsPerDatabase = 3;

const test = base.extend('folder', ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'skills-kill-'));
  onCleanup(() => rmSync(folder, { recursive: true }));
  writeTranscripts(folder, { sessions: 40, calls: 200 });
  return folder;
});

test(
  `${kills} kills of a collecting process, each followed by a re-run, leave what an undisturbed run leaves`,
  { timeout: kills * 10_000 },
  async ({ folder }) => {
    const undisturbed = `file:${join(folder, 'undisturbed.db')}`;
    collect(folder, undisturbed);
    const startedMs = performance.now();
    collect(folder, `file:${join(folder, 'timed.db')}`);
    const runMs = performance.now() - startedMs;
    const expected = contents(undisturbed);

    let [killed, attempts] = [0, 0];
    for (let database = 0; killed < kills; database += 1) {
      const url = `file:${join(folder, `killed-${database}.db`)}`;
      for (let kill = 0; kill < killsPerDatabase; kill += 1) {
        // Spread over the whole of the first run, start-up and last commit included, and over what is left to the next
        // ones; a run that had ended before its kill does not count.
        const position = (0.05 + attempts * goldenRatio) % 1;
        killed += await killAfter((position * runMs) / (1 + 0.4 * kill), collectArguments(folder, url));
        attempts += 1;
      }
      collect(folder, url);
      expect(contents(url)).toEqual(expected);
      expect(attempts).toBeLessThan(3 * kills);
    }

    expect(JSON.parse(expected.top)).toMatchObject({ skills: [{ invocations: 2680 }, {}, {}] });
  },
);

function collectArguments(folder: string, url: string): readonly string[] {
  return [main, 'collect', 'claude-code', '--from', join(folder, 'projects'), '--db', url, '--json'];
}

function run(args: readonly string[]): string {
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, env });
  // 3: done in part, because some lines cannot be read.
  if (result.status !== 0 && result.status !== 3) throw new Error(`exit ${result.status}: ${result.stderr}`);
  return result.stdout;
}

function collect(folder: string, url: string): void {
  run(collectArguments(folder, url));
}

async function killAfter(milliseconds: number, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'ignore', env });
  const exit = once(child, 'exit');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await exit;
  return signal === 'SIGKILL' ? 1 : 0;
}

/** Everything a person can ask for; events in an order that does not depend on their keys. */
function contents(url: string): Record<'events' | 'top' | 'costs', string> {
  const ask = (...words: readonly string[]): string =>
    run([main, ...words, '--db', url, '--since', 'all', '--now', '2026-03-01T00:00:00Z', '--json']);
  return {
    events: run([main, 'export', 'ndjson', '--db', url]).split('\n').toSorted().join('\n'),
    top: ask('top'),
    costs: JSON.stringify(JSON.parse(ask('costs')).byModel),
  };
}
