import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { createTable, insertRow } from '../../test/table-of-one-row.ts';
import { openNodeSqliteEngine } from './node-sqlite-engine.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

describe('reading only', () => {
  test('reads beside a writer and refuses to write', async ({ folder }) => {
    const url = `file:${join(folder, 'skills.db')}`;
    const writer = openNodeSqliteEngine({ url });
    await createTable(writer);
    const reader = openNodeSqliteEngine({ url, readOnly: true });

    await insertRow(writer);

    expect(await reader.all('SELECT count(*) FROM t')).toEqual([[2]]);
    await expect(insertRow(reader)).rejects.toMatchObject({ code: 'storage-read-only' });
    await reader.close();
    await writer.close();
  });

  const child = fileURLToPath(new URL('../../test/reading-child.ts', import.meta.url));
  const mount = ['mount --bind "$1" "$1"', 'mount -o remount,ro,bind "$1"'];
  const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
  const readOnMountedFolder = (media: string, path: string): unknown => {
    const script = [...mount, '"$2" "$3" "$4"'].join(' && ');
    const run = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', media, process.execPath, child, path]);
    return JSON.parse(run.stdout.toString());
  };

  test.skipIf(!canMount)('works on media that cannot be written, closed cleanly or not', async ({ folder }) => {
    const media = join(folder, 'media');
    mkdirSync(media);
    const clean = openNodeSqliteEngine({ url: `file:${join(media, 'clean.db')}` });
    await createTable(clean);
    await clean.close();
    // The log of this one still holds everything, its shared memory file was not copied.
    const live = openNodeSqliteEngine({ url: `file:${join(folder, 'live.db')}` });
    await createTable(live);
    for (const suffix of ['', '-wal']) {
      writeFileSync(join(media, `crashed.db${suffix}`), readFileSync(join(folder, `live.db${suffix}`)), {
        mode: 0o600,
      });
    }
    await live.close();

    const results = ['clean.db', 'crashed.db'].map((name) => readOnMountedFolder(media, join(media, name)));

    expect(results).toEqual([
      { rows: [[1]], write: 'storage-read-only', warnings: 0 },
      { rows: [[1]], write: 'storage-read-only', warnings: 1 },
    ]);
  });
});
