import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SkillsError } from '@skills/schema';
import { describe, expect, test as base } from 'vitest';
import { inPieces } from '../test/byte-streams.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = mkdtempSync(join(tmpdir(), 'skills-exporters-'));
  onCleanup(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

async function* failing(): AsyncGenerator<Uint8Array, undefined> {
  yield Buffer.from('half');
  throw new TypeError('the source broke');
}

test('writes the whole file and tells its size', async ({ folder }) => {
  const path = join(folder, 'events.ndjson');

  expect(await writeFileAtomically(path, inPieces('a\nb\n', 1))).toBe(4);
  expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['events.ndjson']);
});

test('keeps the old file and leaves nothing behind when the events break off', async ({ folder }) => {
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, 'old');

  await expect(writeFileAtomically(path, failing())).rejects.toThrow(TypeError);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['events.ndjson']);
});

test('shows the old file until the new one is complete', async ({ folder }) => {
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, 'old');
  const seen: string[] = [];
  async function* watched(): AsyncGenerator<Uint8Array, undefined> {
    yield Buffer.from('new');
    seen.push(readFileSync(path, 'utf8'));
    return undefined;
  }
  await writeFileAtomically(path, watched());

  expect([...seen, readFileSync(path, 'utf8')]).toEqual(['old', 'new']);
});

test('writes through a symbolic link to the file behind it', async ({ folder }) => {
  writeFileSync(join(folder, 'real.csv'), 'old');
  symlinkSync('real.csv', join(folder, 'link.csv'));
  await writeFileAtomically(join(folder, 'link.csv'), inPieces('new'));

  expect(readFileSync(join(folder, 'real.csv'), 'utf8')).toBe('new');
  expect(readdirSync(folder).toSorted()).toEqual(['link.csv', 'real.csv']);
});

test('names a folder that is not there', async ({ folder }) => {
  const writing = writeFileAtomically(join(folder, 'no', 'events.csv'), inPieces('x'));

  await expect(writing).rejects.toThrow(SkillsError);
  await expect(writing).rejects.toMatchObject({ code: 'not-found' });
});

test('refuses to replace a folder', async ({ folder }) => {
  mkdirSync(join(folder, 'events.csv'));

  await expect(writeFileAtomically(join(folder, 'events.csv'), inPieces('x'))).rejects.toThrow(/EISDIR/);
});

describe.skipIf(process.platform === 'win32')('where there are pipes and devices', () => {
  test('writes into a pipe instead of replacing it', async ({ folder }) => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [text] = await Promise.all([readFile(pipe, 'utf8'), writeFileAtomically(pipe, inPieces('through'))]);

    expect(text).toBe('through');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('where there is a full device', () => {
  test('says that the disk is full', async () => {
    const writing = writeFileAtomically('/dev/full', inPieces('x'));

    await expect(writing).rejects.toMatchObject({ code: 'storage-full', message: 'cannot write /dev/full: ENOSPC' });
  });
});
