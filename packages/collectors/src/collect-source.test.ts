import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../test/collected-log.ts';
import { calls, collectFolder, text } from '../test/collect-folder.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { TranscriptLines } from '../test/transcript-lines.ts';
import { ScanThread } from './scan-thread.ts';

describe('reading a folder', () => {
  test('tells what was read and found', async () => {
    const folder = temporaryFolder();
    const content = text(['{"type":"mode","sessionId":"s"}', ...calls(3), calls(1)[0] ?? '', 'garbage']);
    writeFileSync(join(folder, 'a.jsonl'), content);

    expect(await collectFolder(folder, new CollectedLog())).toEqual({
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
    await collectFolder(folder, log);

    expect(await collectFolder(folder, log)).toMatchObject({
      files: 1,
      filesUnchanged: 1,
      bytes: 0,
      lines: 0,
      events: 0,
    });
  });

  test('reads only what was added', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(3)));
    const log = new CollectedLog();
    await collectFolder(path, log);
    appendFileSync(path, text(calls(2, 3)));

    expect(await collectFolder(path, log)).toMatchObject({ lines: 4, events: 2, duplicates: 0 });
  });

  test('finds the same in a thread of its own', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text([...calls(2000), 'garbage']));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const files = ['a.jsonl', 'pipe', 'b.jsonl'].map((name) => join(folder, name));
    const discovery = { places: [], files, errors: [] };
    const [here, beside] = [new CollectedLog(), new CollectedLog()];

    const expected = await collectFolder(folder, here, { discovery });
    const result = await collectFolder(folder, beside, { discovery, threadFromBytes: 0 });

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
      collectFolder(folder, log, { sink: { ingestAll: () => Promise.reject(full) }, threadFromBytes: 0 }),
    ).rejects.toBe(full);
    await collectFolder(folder, log, { signal: stop.signal, onProgress: () => stop.abort(), threadFromBytes: 0 });

    expect(log.checkpoints).toHaveLength(1);
  });

  test('uses a thread that was started before for one source after the other, and leaves it running', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(500)));
    await using thread = new ScanThread();
    const logs = [new CollectedLog(), new CollectedLog(), new CollectedLog()] as const;

    await collectFolder(folder, logs[0]);
    await collectFolder(folder, logs[1], { thread, threadFromBytes: 0 });
    await collectFolder(folder, logs[2], { thread, threadFromBytes: 0 });

    expect(logs[1].contents()).toEqual(logs[0].contents());
    expect(logs[2].contents()).toEqual(logs[0].contents());
  });

  test('a thread with nothing to do keeps no process alive', () => {
    const program = `import { ScanThread } from '@skills/collectors'; new ScanThread(); setTimeout(() => {}, 300);`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      timeout: 20_000,
    });

    expect(status).toBe(0);
  });

  test('scans here when the thread that was started before has ended', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(5)));
    const thread = new ScanThread();
    await thread[Symbol.asyncDispose]();

    expect(await collectFolder(folder, new CollectedLog(), { thread, threadFromBytes: 0 })).toMatchObject({
      events: 5,
    });
  });

  test('quarantines a call of the future and keeps its time out of the log', async () => {
    const folder = temporaryFolder();
    const lines = [...calls(1), new TranscriptLines().call('toolu_9', 'Read', { timestamp: '2026-03-05T00:00:00Z' })];
    writeFileSync(join(folder, 'a.jsonl'), text(lines.map(String)));
    const log = new CollectedLog();
    const nowMs = Date.UTC(2026, 2, 3);

    const result = await collectFolder(folder, log, { now: () => nowMs });

    expect(result).toMatchObject({ events: 2, quarantined: 1 });
    expect(result.badLines).toMatchObject([{ line: 3, reason: expect.stringContaining('clock_suspect') }]);
    expect(Math.max(...log.invocations.map((call) => call.invokedAtMs))).toBeLessThan(nowMs);
  });

  test('stores nothing in a dry run', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text([...calls(3), ...calls(1), 'garbage']));

    const result = await collectFolder(folder, new CollectedLog(), { sink: undefined });

    expect(result).toMatchObject({ events: 3, duplicates: 1, quarantined: 1, lines: 9 });
  });

  test('lets a given project win', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const log = new CollectedLog();
    await collectFolder(folder, log, { projectId: 'mine' });

    expect(log.invocations[0]?.projectId).toBe('mine');
    expect([...log.projectIds]).toEqual(['mine']);
  });

  test('passes on what the sink throws', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.jsonl'), text(calls(1)));
    const full = new Error('disk full');

    await expect(
      collectFolder(folder, new CollectedLog(), { sink: { ingestAll: () => Promise.reject(full) } }),
    ).rejects.toBe(full);
  });

  test('stops between files when told to', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.jsonl`), text(calls(1)));
    const stop = new AbortController();
    const log = new CollectedLog();
    await collectFolder(folder, log, { signal: stop.signal, onProgress: () => stop.abort() });

    expect(log.checkpoints).toHaveLength(1);
  });
});

describe('the last line', () => {
  test('is used when it is whole, and not counted again when more follows', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(2)).trimEnd());
    const log = new CollectedLog();
    const first = await collectFolder(path, log);
    appendFileSync(path, `\n${text(calls(1, 2))}`);
    const second = await collectFolder(path, log);

    expect([first.events, second.events]).toEqual([2, 1]);
    expect(log.invocations.map((call) => call.durationSeconds)).toEqual([1, 1, 1]);
  });

  test('is left to the next run while it may still be written', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    const content = text(calls(2));
    writeFileSync(path, content.slice(0, -30));
    const log = new CollectedLog();
    const first = await collectFolder(path, log);
    appendFileSync(path, content.slice(-30));
    const second = await collectFolder(path, log);

    expect(first).toMatchObject({ linesUnfinished: 1, quarantined: 0, events: 2 });
    expect(second).toMatchObject({ linesUnfinished: 0, quarantined: 0, lines: 1 });
    expect(log.invocations.map((call) => call.completed)).toEqual([true, true]);
  });

  test('is broken when nobody writes the file any more', async () => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, text(calls(2)).slice(0, -30));
    const log = new CollectedLog();
    await collectFolder(path, log);
    const later = (): number => Date.now() + 3_600_000;

    expect(await collectFolder(path, log, { now: later })).toMatchObject({ linesUnfinished: 0, quarantined: 1 });
    expect(log.quarantined).toMatchObject([{ lineNumber: 4, reason: 'incomplete last line: not valid JSON' }]);
    expect(await collectFolder(path, log, { now: later })).toMatchObject({ filesUnchanged: 1 });
  });

  test('cut anywhere comes to the same as a whole file', async () => {
    const lines = [...calls(2), '', '{"glued":1}{"glued":2}', ...calls(2).slice(2), ...calls(1, 5)];
    const content = Buffer.from(text(lines));
    const whole = new CollectedLog();
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, content);
    await collectFolder(path, whole);

    for (let cut = 0; cut <= content.length; cut += 7) {
      const log = new CollectedLog();
      writeFileSync(path, content.subarray(0, cut));
      await collectFolder(path, log);
      writeFileSync(path, content);
      await collectFolder(path, log);

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

    const result = await collectFolder(path, log);

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

    const result = await collectFolder(path, log);

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
    await collectFolder(path, log);

    expect(log.invocations.map((call) => call.skillName)).toEqual(['Re\uFFFDd']);
    expect(log.quarantined).toMatchObject([{ lineNumber: 1, reason: 'invalid UTF-8, replaced' }]);
  });
});
