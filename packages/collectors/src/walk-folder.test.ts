import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '@skills/testing';
import { expect, test as base } from 'vitest';
import { walkFolder } from './walk-folder.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

const everything = { maxDepth: 3, acceptsFile: (path: string) => path.endsWith('.jsonl'), entersFolder: () => true };

test('finds files in byte order, down to the depth allowed', ({ folder }) => {
  mkdirSync(join(folder, 'b', 'c', 'd', 'e'), { recursive: true });
  for (const file of ['z.jsonl', 'é.jsonl', 'a.txt', 'b/c/d/deep.jsonl', 'b/c/d/e/deeper.jsonl']) {
    writeFileSync(join(folder, file), '');
  }

  const { files, errors } = walkFolder(folder, everything);

  expect(files).toEqual(['b/c/d/deep.jsonl', 'z.jsonl', 'é.jsonl'].map((file) => join(folder, file)));
  expect(errors).toEqual([]);
});

test('names links that lead out and pipes that look like files, and follows neither', ({ folder }) => {
  const [inside, outside] = [join(folder, 'inside'), join(folder, 'outside')];
  mkdirSync(inside);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.jsonl'), '');
  writeFileSync(join(inside, 'own.jsonl'), '');
  symlinkSync(join(outside, 'secret.jsonl'), join(inside, 'a.jsonl'));
  symlinkSync(outside, join(inside, 'b'));
  symlinkSync(join(inside, 'own.jsonl'), join(inside, 'c.jsonl'));
  symlinkSync('/nowhere/at/all', join(inside, 'ignored.txt'));
  execFileSync('mkfifo', [join(inside, 'd.jsonl')]);

  const { files, errors } = walkFolder(inside, everything);

  expect(files).toEqual([join(inside, 'own.jsonl')]);
  expect(errors).toEqual([
    { file: join(inside, 'a.jsonl'), reason: 'a link that leaves the folder searched' },
    { file: join(inside, 'b'), reason: 'a link that leaves the folder searched' },
    { file: join(inside, 'd.jsonl'), reason: 'not a regular file' },
  ]);
});

test('a folder that is not there has no files, and no error', ({ folder }) => {
  expect(walkFolder(join(folder, 'nowhere'), everything)).toEqual({ files: [], errors: [] });
});

// Root may list every folder, whatever its mode.
test.skipIf(process.getuid?.() === 0)('names a folder that it may not list', ({ folder }) => {
  chmodSync(folder, 0);

  expect(walkFolder(folder, everything).errors).toEqual([{ file: folder, reason: 'cannot list the folder: EACCES' }]);
  chmodSync(folder, 0o700);
});
