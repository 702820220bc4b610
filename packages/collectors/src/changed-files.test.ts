import { appendFileSync, copyFileSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../test/collected-log.ts';
import { calls, collectFolder, text } from '../test/collect-folder.ts';
import { FileWorld } from '../test/file-world.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';

describe('files that are not what they were', () => {
  test.for([
    ['cut and written anew, keeping its inode', (path: string) => writeFileSync(path, text(calls(9, 100)))],
    [
      'cut to nothing and grown',
      (path: string) => {
        truncateSync(path, 0);
        appendFileSync(path, text(calls(2, 100)));
      },
    ],
    [
      'deleted and made again',
      (path: string) => {
        unlinkSync(path);
        writeFileSync(path, text(calls(4, 100)));
      },
    ],
    [
      'rotated',
      (path: string) => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, text(calls(4, 100)));
      },
    ],
  ] as const)('%s: read from the start', async ([, change]) => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(4)));
    const log = new CollectedLog();
    await collectFolder(path, log);
    change(path);

    const { events } = await collectFolder(path, log);

    expect([events, log.invocations.length]).toEqual([events, 4 + events]);
    expect(events).toBeGreaterThan(0);
  });

  test('renamed: read on where it was', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(4)));
    const log = new CollectedLog();
    await collectFolder(folder, log);
    renameSync(join(folder, 'a.jsonl'), join(folder, 'b.jsonl'));
    appendFileSync(join(folder, 'b.jsonl'), text(calls(1, 4)));

    expect(await collectFolder(folder, log)).toMatchObject({ lines: 2, events: 1, duplicates: 0 });
  });

  test('copied by a fork: nothing is counted twice, what is new is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(4)));
    const log = new CollectedLog();
    await collectFolder(folder, log);
    copyFileSync(join(folder, 'a.jsonl'), join(folder, 'fork.jsonl'));
    appendFileSync(join(folder, 'fork.jsonl'), text(calls(1, 4)));

    expect(await collectFolder(folder, log)).toMatchObject({ filesUnchanged: 1, events: 1, duplicates: 4 });
  });

  test('whatever happens to files between runs, every call is in the log once', async () => {
    const operation = fc.constantFrom('append', 'cut', 'complete', 'rewrite', 'remake', 'rename', 'fork', 'collect');

    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 15 }), async (operations) => {
        const folder = temporaryFolder();
        const log = new CollectedLog();
        const world = new FileWorld(join(folder, 'a.jsonl'));
        for (const name of [...operations, 'complete', 'collect']) {
          if (name !== 'collect') world.apply(name);
          // Each run sees what the runs before left.
          // oxlint-disable-next-line no-await-in-loop
          else world.seen(await collectFolder(folder, log).then(() => log.invocations.map((call) => call.callId)));
        }

        expect(world.missing).toEqual([]);
        expect(new Set(log.invocations.map((call) => call.callId)).size).toBe(log.invocations.length);
        expect(log.quarantined).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
