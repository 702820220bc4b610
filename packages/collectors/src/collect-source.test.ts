import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../test/collected-log.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { TranscriptLines } from '../test/transcript-lines.ts';
import { claudeCodeCollector } from './claude-code/index.ts';
import { type CollectOptions, type SourceResult, collectSource } from './collect-source.ts';

const emptyEnvironment = { variables: {}, homeDirectory: '/nowhere' };

function collect(folder: string, log: CollectedLog, options: Partial<CollectOptions> = {}): Promise<SourceResult> {
  return collectSource({
    collector: claudeCodeCollector,
    discovery: claudeCodeCollector.discover(emptyEnvironment, folder),
    checkpoints: log.checkpoints,
    sink: log,
    now: Date.now,
    ...options,
  });
}

/** `count` calls with their results, ids from `from` on. */
function calls(count: number, from = 0): readonly string[] {
  const lines = new TranscriptLines();
  for (let index = from; index < from + count; index += 1)
    lines.call(`toolu_${index}`, 'Read').result(`toolu_${index}`);
  return lines.lines;
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

describe('reading a folder', () => {
  test('tells what was read and found', async () => {
    const folder = temporaryFolder();
    const content = text(['{"type":"mode","sessionId":"s"}', ...calls(3), calls(1)[0] ?? '', 'garbage']);
    writeFileSync(join(folder, 'a.jsonl'), content);

    expect(await collect(folder, new CollectedLog())).toEqual({
      source: 'claude-code',
      files: 1,
      filesUnchanged: 0,
      bytes: content.length,
      lines: 9,
      linesSkipped: 1,
      linesUnfinished: 0,
      events: 3,
      duplicates: 1,
      quarantined: 1,
      errors: [],
      badLines: [{ file: join(folder, 'a.jsonl'), line: 9, reason: 'not a JSON object' }],
    });
  });

  test('does not open what did not change', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(3)));
    const log = new CollectedLog();
    await collect(folder, log);

    expect(await collect(folder, log)).toMatchObject({ files: 1, filesUnchanged: 1, bytes: 0, lines: 0, events: 0 });
  });

  test('reads only what was added', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(3)));
    const log = new CollectedLog();
    await collect(path, log);
    appendFileSync(path, text(calls(2, 3)));

    expect(await collect(path, log)).toMatchObject({ lines: 4, events: 2, duplicates: 0 });
  });

  test('finds the same in a thread of its own', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text([...calls(2000), 'garbage']));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const files = ['a.jsonl', 'pipe', 'b.jsonl'].map((name) => join(folder, name));
    const discovery = { places: [], files, errors: [] };
    const [here, beside] = [new CollectedLog(), new CollectedLog()];

    const expected = await collect(folder, here, { discovery });
    const result = await collect(folder, beside, { discovery, threadFromBytes: 0 });

    expect(result).toEqual(expected);
    expect(result).toMatchObject({
      files: 3,
      events: 2000,
      quarantined: 2,
      errors: [{ reason: 'not a regular file' }],
    });
    expect(beside.contents()).toEqual(here.contents());
    expect(beside.checkpoints).toEqual(here.checkpoints);
  });

  test('ends its thread when the sink fails or the run is stopped', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(5000)));
    const full = new Error('disk full');
    const stop = new AbortController();
    const log = new CollectedLog();

    await expect(
      collect(folder, log, { sink: { ingest: () => Promise.reject(full) }, threadFromBytes: 0 }),
    ).rejects.toBe(full);
    await collect(folder, log, { signal: stop.signal, onProgress: () => stop.abort(), threadFromBytes: 0 });

    expect(log.checkpoints).toHaveLength(1);
  });

  test('stores nothing in a dry run', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text([...calls(3), ...calls(1), 'garbage']));

    const result = await collect(folder, new CollectedLog(), { sink: undefined });

    expect(result).toMatchObject({ events: 3, duplicates: 1, quarantined: 1, lines: 9 });
  });

  test('lets a given project win', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const log = new CollectedLog();
    await collect(folder, log, { projectId: 'mine' });

    expect(log.invocations[0]?.projectId).toBe('mine');
    expect([...log.projectIds]).toEqual(['mine']);
  });

  test('passes on what the sink throws', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const full = new Error('disk full');

    await expect(collect(folder, new CollectedLog(), { sink: { ingest: () => Promise.reject(full) } })).rejects.toBe(
      full,
    );
  });

  test('stops between files when told to', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    const stop = new AbortController();
    const log = new CollectedLog();
    await collect(folder, log, { signal: stop.signal, onProgress: () => stop.abort() });

    expect(log.checkpoints).toHaveLength(1);
  });
});

describe('the last line', () => {
  test('is used when it is whole, and not counted again when more follows', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(2)).trimEnd());
    const log = new CollectedLog();
    const first = await collect(path, log);
    appendFileSync(path, `\n${text(calls(1, 2))}`);
    const second = await collect(path, log);

    expect([first.events, second.events]).toEqual([2, 1]);
    expect(log.invocations.map((call) => call.durationSeconds)).toEqual([1, 1, 1]);
  });

  test('is left to the next run while it may still be written', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const content = text(calls(2));
    writeFileSync(path, content.slice(0, -30));
    const log = new CollectedLog();
    const first = await collect(path, log);
    appendFileSync(path, content.slice(-30));
    const second = await collect(path, log);

    expect(first).toMatchObject({ linesUnfinished: 1, quarantined: 0, events: 2 });
    expect(second).toMatchObject({ linesUnfinished: 0, quarantined: 0, lines: 1 });
    expect(log.invocations.map((call) => call.completed)).toEqual([true, true]);
  });

  test('is broken when nobody writes the file any more', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(2)).slice(0, -30));
    const log = new CollectedLog();
    await collect(path, log);
    const later = (): number => Date.now() + 3_600_000;

    expect(await collect(path, log, { now: later })).toMatchObject({ linesUnfinished: 0, quarantined: 1 });
    expect(log.quarantined).toMatchObject([{ lineNumber: 4, reason: 'incomplete last line: not valid JSON' }]);
    expect(await collect(path, log, { now: later })).toMatchObject({ filesUnchanged: 1 });
  });

  test('cut anywhere comes to the same as a whole file', async () => {
    const lines = [...calls(2), '', '{"glued":1}{"glued":2}', ...calls(2).slice(2), ...calls(1, 5)];
    const content = Buffer.from(text(lines));
    const whole = new CollectedLog();
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, content);
    await collect(path, whole);

    for (let cut = 0; cut <= content.length; cut += 7) {
      const log = new CollectedLog();
      writeFileSync(path, content.subarray(0, cut));
      await collect(path, log);
      writeFileSync(path, content);
      await collect(path, log);

      expect([cut, log.contents(), log.quarantined]).toEqual([cut, whole.contents(), whole.quarantined]);
    }
  });
});

describe('bad lines', () => {
  const good = calls(1);
  const after = calls(1, 1);

  test.for([
    ['NUL padding alone', Buffer.alloc(700), 'NUL bytes'],
    [
      'NUL padding before a record',
      Buffer.concat([Buffer.alloc(200), Buffer.from(calls(1, 5)[0] ?? '')]),
      'NUL padding, 1 record recovered',
    ],
    ['NUL inside a string', Buffer.from('{"type":"user","text":"a\0b"}'), 'NUL bytes'],
    ['a cut line', Buffer.from('{"type":"assistant","message":{"content":[{"ty'), 'not valid JSON'],
    ['two records glued', Buffer.from(calls(1, 5).join('')), 'glued line, 2 records recovered'],
    ['a cut record glued to a whole one', Buffer.from(`{"type":"user","mess${good[0]}`), 'not valid JSON'],
    ['a number', Buffer.from('42'), 'not a JSON object'],
    ['an array', Buffer.from('[{"type":"assistant"}]'), 'not a JSON object'],
    ['garbage behind an object', Buffer.from('{"a":1}}'), 'not valid JSON'],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x41]), 'invalid UTF-8 and not a JSON object'],
    ['a line of 9 MiB', Buffer.alloc(9 * 1024 * 1024, 0x78), 'oversize'],
    ['an unclosed nest', Buffer.from(`{"a":${'['.repeat(100_000)}`), 'not valid JSON'],
  ] as const)('%s: quarantined with place and reason, the rest arrives', async ([, bad, reason]) => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const before = Buffer.from(text(good));
    writeFileSync(path, Buffer.concat([before, bad, Buffer.from(`\n${text(after)}`)]));
    const log = new CollectedLog();

    const result = await collect(path, log);

    expect(log.quarantined).toEqual([{ lineNumber: 3, byteOffset: before.length, byteLength: bad.length, reason }]);
    expect(log.invocations.map((call) => call.callId)).toEqual(expect.arrayContaining(['toolu_0', 'toolu_1']));
    expect(result).toMatchObject({ lines: 5, quarantined: 1, errors: [] });
  });

  test.for([
    ['nesting of 100,000', `{"type":"user","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['keys of the object prototype', '{"__proto__":{"polluted":1},"constructor":{"prototype":{}},"type":"__proto__"}'],
    [
      'huge numbers',
      '{"type":"assistant","message":{"id":"m","usage":{"input_tokens":1e400,"output_tokens":9007199254740993}},"timestamp":"2026-02-10T12:00:00.000Z"}',
    ],
    ['line separators of Unicode in a string', '{"type":"user","message":{"content":"a\u2028b\u2029c"}}'],
    ['a lone surrogate', '{"type":"user","message":{"content":"\\ud800"}}'],
  ])('%s: no harm, no quarantine', async ([, line]) => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text([...good, String(line), ...after]));
    const log = new CollectedLog();

    const result = await collect(path, log);

    expect(result).toMatchObject({ lines: 5, quarantined: 0, events: 2, errors: [] });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(log.usages.every((usage) => Number.isFinite(usage.inputTokens))).toBe(true);
  });

  test('a record with bytes that are not UTF-8 is used, and reported', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const line = Buffer.from(text([calls(1)[0] ?? '']).replace('Read', 'Re?d'));
    line[line.indexOf('?')] = 0xff;
    writeFileSync(path, line);
    const log = new CollectedLog();
    await collect(path, log);

    expect(log.invocations.map((call) => call.skillName)).toEqual(['Re\uFFFDd']);
    expect(log.quarantined).toMatchObject([{ lineNumber: 1, reason: 'invalid UTF-8, replaced' }]);
  });
});

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
    await collect(path, log);
    change(path);

    const { events } = await collect(path, log);

    expect([events, log.invocations.length]).toEqual([events, 4 + events]);
    expect(events).toBeGreaterThan(0);
  });

  test('renamed: read on where it was', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(4)));
    const log = new CollectedLog();
    await collect(folder, log);
    renameSync(join(folder, 'a.jsonl'), join(folder, 'b.jsonl'));
    appendFileSync(join(folder, 'b.jsonl'), text(calls(1, 4)));

    expect(await collect(folder, log)).toMatchObject({ lines: 2, events: 1, duplicates: 0 });
  });

  test('copied by a fork: nothing is counted twice, what is new is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(4)));
    const log = new CollectedLog();
    await collect(folder, log);
    copyFileSync(join(folder, 'a.jsonl'), join(folder, 'fork.jsonl'));
    appendFileSync(join(folder, 'fork.jsonl'), text(calls(1, 4)));

    expect(await collect(folder, log)).toMatchObject({ filesUnchanged: 1, events: 1, duplicates: 4 });
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
          else world.seen(await collect(folder, log).then(() => log.invocations.map((call) => call.callId)));
        }

        expect(world.missing).toEqual([]);
        expect(new Set(log.invocations.map((call) => call.callId)).size).toBe(log.invocations.length);
        expect(log.quarantined).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

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

    const result = await collect(folder, log);

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

    const result = await collect(folder, new CollectedLog(), { discovery });

    expect(result).toMatchObject({ events: 0, errors: [{ file: path, reason: 'a link, which is not followed' }] });
  });

  test('a pipe does not hang', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const files = [join(folder, 'pipe.jsonl'), join(folder, 'a.jsonl')];

    const found = await collect(folder, new CollectedLog());
    const given = await collect(folder, new CollectedLog(), { discovery: { places: [], files, errors: [] } });

    expect([found.events, found.errors.length]).toEqual([1, 1]);
    expect(given).toMatchObject({ events: 1, errors: [{ file: files[0], reason: 'not a regular file' }] });
  });

  test('a file that vanished is an error of that file', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    const discovery = claudeCodeCollector.discover(emptyEnvironment, folder);
    unlinkSync(join(folder, 'a.jsonl'));

    const result = await collect(folder, new CollectedLog(), { discovery });

    expect(result).toMatchObject({ events: 1, errors: [{ reason: 'vanished before it could be read' }] });
  });

  // Root reads everything.
  test.skipIf(process.getuid?.() === 0)('a file without permission is an error of that file', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    chmodSync(join(folder, 'a.jsonl'), 0);

    const result = await collect(folder, new CollectedLog());

    expect(result).toMatchObject({ events: 1, errors: [{ reason: 'permission denied' }] });
  });
});

/** Files under one folder and the calls that must be in the log after the next run. */
class FileWorld {
  #path: string;
  #next = 0;
  #copies = 0;
  #pending = '';
  readonly #expected = new Set<string>();

  constructor(path: string) {
    this.#path = path;
    writeFileSync(path, '');
  }

  get missing(): readonly string[] {
    return [...this.#expected];
  }

  seen(callIds: readonly string[]): void {
    for (const id of callIds) this.#expected.delete(id);
  }

  apply(name: string): void {
    switch (name) {
      case 'append':
        this.#write(this.#line());
        break;
      case 'cut': {
        const line = this.#line();
        this.#write(line.slice(0, 40));
        this.#pending = line.slice(40);
        break;
      }
      case 'rewrite':
        this.#finish();
        this.#forget();
        writeFileSync(this.#path, this.#line() + this.#line());
        break;
      case 'remake':
        this.#finish();
        this.#forget();
        unlinkSync(this.#path);
        writeFileSync(this.#path, this.#line());
        break;
      case 'rename':
        this.#copies += 1;
        renameSync(this.#path, `${this.#path}-${this.#copies}.jsonl`);
        this.#path = `${this.#path}-${this.#copies}.jsonl`;
        break;
      case 'fork':
        this.#finish();
        this.#copies += 1;
        copyFileSync(this.#path, `${this.#path}-${this.#copies}.jsonl`);
        break;
      default:
        this.#finish();
    }
    // Two changes within one tick of the file system's clock would look like none.
    const { size } = statSync(this.#path);
    utimesSync(this.#path, new Date(), new Date(Date.now() - 1000 * this.#next - size));
  }

  #line(): string {
    this.#next += 1;
    this.#expected.add(`toolu_${this.#next}`);
    return text([new TranscriptLines().call(`toolu_${this.#next}`, 'Read').lines[0] ?? '']);
  }

  #write(line: string): void {
    this.#finish();
    appendFileSync(this.#path, line);
  }

  /** What was never read before it is overwritten nobody can find. */
  #forget(): void {
    this.#expected.clear();
  }

  #finish(): void {
    appendFileSync(this.#path, this.#pending);
    this.#pending = '';
  }
}
