import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CollectResult } from '@skills/schema';
import { collectResultSchema } from '@skills/schema';
import { describe, expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { callLines } from './transcript-lines.ts';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;

const test = base.extend('home', temporaryHome).extend('folder', ({ home }) => {
  const folder = join(home, 'transcripts');
  mkdirSync(folder);
  return folder;
});

type Collected = { readonly code: number | null; readonly error: string; readonly result: CollectResult };

async function collect(home: string): Promise<Collected> {
  const run = await runSkills(['collect', 'claude-code', '--from', 'transcripts', '--json'], { home });
  return { code: run.code, error: run.error, result: collectResultSchema.parse(JSON.parse(run.out)) };
}

async function callsOf(home: string, skill = 'Bash'): Promise<unknown> {
  return jsonOf(['show', skill, '--since', 'all'], { home });
}

/** Reasons by file. */
const named = ({ result }: Collected): Readonly<Record<string, string>> =>
  Object.fromEntries(result.sources.flatMap(({ errors }) => errors.map(({ file, reason }) => [file, reason])));

describe('what is no regular file within the folder is named and not read', () => {
  test('links out of the folder, pipes, sockets and folders with the name of a transcript', async ({
    home,
    folder,
  }) => {
    writeFileSync(join(folder, 'good.jsonl'), callLines({ id: 'good' }));
    mkdirSync(join(home, 'outside'));
    writeFileSync(join(home, 'outside', 'secret.jsonl'), callLines({ id: 'secret' }));
    symlinkSync(join(home, 'outside', 'secret.jsonl'), join(folder, 'link.jsonl'));
    symlinkSync(join(home, 'outside'), join(folder, 'linked-folder'));
    symlinkSync(join(folder, 'good.jsonl'), join(folder, 'inner.jsonl'));
    symlinkSync(folder, join(folder, 'round-and-round'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.jsonl'));
    mkdirSync(join(folder, 'folder.jsonl'));
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    const server = createServer().listen(join(folder, 'socket.jsonl'));

    const run = await collect(home);
    server.close();

    expect(run.code).toBe(3);
    expect(run.result).toMatchObject({ inserted: 1, duplicates: 0, sources: [{ files: 1 }] });
    expect(named(run)).toEqual({
      [join(folder, 'dangling.jsonl')]: 'a link that leaves the folder searched',
      [join(folder, 'link.jsonl')]: 'a link that leaves the folder searched',
      [join(folder, 'linked-folder')]: 'a link that leaves the folder searched',
      [join(folder, 'pipe.jsonl')]: 'not a regular file',
      [join(folder, 'socket.jsonl')]: 'not a regular file',
    });
  });

  test('a folder to search that is not there is the mistake of the caller, and makes no database', async ({ home }) => {
    const run = await runSkills(['collect', '--from', 'nowhere', '--db', 'file:new.db'], { home });

    expect(run).toMatchObject({ code: 2, out: '', error: 'skills: --from nowhere: there is no such file or folder\n' });
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('files that others change meanwhile', () => {
  test('a file that may not be read, and a folder that may not be listed, are named; the others go on', async ({
    home,
    folder,
  }) => {
    writeFileSync(join(folder, 'good.jsonl'), callLines({ id: 'good' }));
    writeFileSync(join(folder, 'locked.jsonl'), callLines({ id: 'locked' }));
    mkdirSync(join(folder, 'private'));
    chmodSync(join(folder, 'locked.jsonl'), 0);
    chmodSync(join(folder, 'private'), 0);
    // Root may read everything, so the command runs as somebody else.
    if (isRoot) chownSync(home, 65_534, 65_534);

    const child = spawn(process.execPath, [main, 'collect', 'claude-code', '--from', 'transcripts', '--json'], {
      cwd: home,
      env: { HOME: home },
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    });
    const [out, code] = await Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]);
    chmodSync(join(folder, 'private'), 0o700);

    const run = { code, error: '', result: collectResultSchema.parse(JSON.parse(out)) };
    expect(run).toMatchObject({ code: 3, result: { inserted: 1, quarantined: 0 } });
    expect(named(run)).toEqual({
      [join(folder, 'locked.jsonl')]: expect.stringMatching(/EACCES|permission/),
      [join(folder, 'private')]: expect.stringMatching(/EACCES|permission/),
    });
  });

  test('files that vanish while they are collected are no crash, and what they said before stays', async ({
    home,
    folder,
  }) => {
    const names = Array.from({ length: 200 }, (_, index) => join(folder, `${index}.jsonl`));
    for (const [index, name] of names.entries()) writeFileSync(name, callLines({ id: String(index) }));

    const running = collect(home);
    for (const name of names.slice(100)) rmSync(name);
    const first = await running;
    const second = await collect(home);

    expect([0, 3]).toContain(first.code);
    expect(Object.keys(named(first)).every((file) => names.indexOf(file) >= 100)).toBe(true);
    expect(first.result.inserted).toBeGreaterThanOrEqual(100);
    expect(second).toMatchObject({ code: 0, result: { inserted: 0, sources: [{ files: 100, filesUnchanged: 100 }] } });
    expect(await callsOf(home)).toMatchObject({ invocations: first.result.inserted });
  });
});

describe('a log that does not only grow', () => {
  const file = 'session.jsonl';
  const old = callLines({ id: '1' }, { id: '2', minute: 1 }, { id: '3', minute: 2 });

  test('half a line is left alone until the rest of it is written', async ({ home, folder }) => {
    const whole = old + callLines({ id: '4', minute: 3 });
    writeFileSync(join(folder, file), whole.slice(0, -100));

    const before = await collect(home);
    appendFileSync(join(folder, file), whole.slice(-100));
    const after = await collect(home);

    expect(before).toMatchObject({ code: 0, error: '', result: { inserted: 4, quarantined: 0 } });
    expect(after).toMatchObject({ code: 0, error: '', result: { inserted: 0, quarantined: 0 } });
    expect(await callsOf(home)).toMatchObject({ invocations: 4, completed: 4 });
  });

  test('rotation: the renamed file is not read again, the new one is read whole', async ({ home, folder }) => {
    writeFileSync(join(folder, file), old);
    await collect(home);
    renameSync(join(folder, file), join(folder, 'session.1.jsonl'));
    writeFileSync(join(folder, file), callLines({ id: '4', minute: 3 }));

    const run = await collect(home);

    expect(run).toMatchObject({ code: 0, result: { inserted: 1, duplicates: 0, quarantined: 0 } });
    expect(run.result.sources[0]?.lines).toBe(2);
    expect(await callsOf(home)).toMatchObject({ invocations: 4, completed: 4 });
  });

  test.for([
    ['less than before', callLines({ id: '4', minute: 3 })],
    ['more than before', callLines(...[4, 5, 6, 7, 8].map((id) => ({ id: String(id), minute: id })))],
  ] as const)('copied and cut, then filled with %s, it is read from the start', async ([, later], { home, folder }) => {
    const path = join(folder, file);
    writeFileSync(path, old);
    await collect(home);
    copyFileSync(path, join(folder, 'copy.jsonl'));
    truncateSync(path);
    appendFileSync(path, later);

    const run = await collect(home);

    const calls = 3 + later.split('\n').filter((line) => line.includes('tool_use"')).length;
    expect(run).toMatchObject({ code: 0, error: '', result: { inserted: calls - 3, quarantined: 0 } });
    expect(await callsOf(home)).toMatchObject({ invocations: calls, completed: calls });
  });

  test('deleted and made anew, as a rule with the same inode, it is read from the start', async ({ home, folder }) => {
    const path = join(folder, file);
    writeFileSync(path, old);
    await collect(home);
    rmSync(path);
    const later = [4, 5, 6, 7].map((id) => ({ id: String(id), minute: id }));
    writeFileSync(path, callLines(...later));

    const run = await collect(home);

    expect(run).toMatchObject({ code: 0, error: '', result: { inserted: 4, duplicates: 0, quarantined: 0 } });
    expect(await callsOf(home)).toMatchObject({ invocations: 7, completed: 7 });
  });

  test('copies, forks and lines written again are counted once', async ({ home, folder }) => {
    writeFileSync(join(folder, file), old + old);
    mkdirSync(join(folder, 'fork'));
    writeFileSync(join(folder, 'fork', 'fork.jsonl'), old.replaceAll('"sessionId":"s"', '"sessionId":"forked"'));

    const run = await collect(home);

    expect(run).toMatchObject({ code: 0, result: { inserted: 3, quarantined: 0 } });
    expect(run.result.duplicates).toBeGreaterThan(0);
    expect(await callsOf(home)).toMatchObject({ invocations: 3, completed: 3 });
    expect(await jsonOf(['costs', '--since', 'all'], { home })).toMatchObject({
      tokens: { input: 30, output: 9, cacheRead: 15, cacheCreation: 3 },
    });
  });
});
