import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../test/collected-log.ts';
import { calls, collectFolder, emptyEnvironment, text } from '../test/collect-folder.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { claudeCodeCollector } from './claude-code/index.ts';

describe('files that cannot be read', () => {
  test('links that leave the folder are refused by name, links within it change nothing', async () => {
    const folder = temporaryFolder();
    const outside = join(temporaryFolder(), 'outside.jsonl');
    mkdirSync(join(folder, 'in'));
    writeFileSync(outside, text(calls(5)));
    writeFileSync(join(folder, 'in', 'a.jsonl'), text(calls(1)));
    symlinkSync(outside, join(folder, 'b.jsonl'));
    symlinkSync(join(folder, 'in', 'a.jsonl'), join(folder, 'c.jsonl'));
    const log = new CollectedLog();

    const result = await collectFolder(folder, log);

    expect(result.errors).toEqual([
      { file: join(folder, 'b.jsonl'), reason: 'a link that leaves the folder searched' },
    ]);
    expect(log.invocations).toHaveLength(1);
  });

  test('a file swapped for a link after it was found is refused', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.jsonl');
    writeFileSync(path, text(calls(1)));
    const discovery = claudeCodeCollector.discover(emptyEnvironment, folder);
    renameSync(path, join(folder, 'real'));
    symlinkSync(join(folder, 'real'), path);

    const result = await collectFolder(folder, new CollectedLog(), { discovery });

    expect(result).toMatchObject({ events: 0, errors: [{ file: path, reason: 'a link, which is not followed' }] });
  });

  test('a pipe does not hang', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const files = [join(folder, 'pipe.jsonl'), join(folder, 'a.jsonl')];

    const found = await collectFolder(folder, new CollectedLog());
    const given = await collectFolder(folder, new CollectedLog(), { discovery: { places: [], files, errors: [] } });

    expect([found.events, found.errors.length]).toEqual([1, 1]);
    expect(given).toMatchObject({ events: 1, errors: [{ file: files[0], reason: 'not a regular file' }] });
  });

  test('a file that vanished is an error of that file', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    const discovery = claudeCodeCollector.discover(emptyEnvironment, folder);
    unlinkSync(join(folder, 'a.jsonl'));

    const result = await collectFolder(folder, new CollectedLog(), { discovery });

    expect(result).toMatchObject({ events: 1, errors: [{ reason: 'vanished before it could be read' }] });
  });

  // Root reads everything.
  test.skipIf(process.getuid?.() === 0)('a file without permission is an error of that file', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    chmodSync(join(folder, 'a.jsonl'), 0);

    const result = await collectFolder(folder, new CollectedLog());

    expect(result).toMatchObject({ events: 1, errors: [{ reason: 'permission denied' }] });
  });
});
