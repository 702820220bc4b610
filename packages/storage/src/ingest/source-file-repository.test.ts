import type { FileCheckpoint } from '@skills/schema';
import { expect, test } from 'vitest';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { SourceFileRepository } from './source-file-repository.ts';

function aCheckpoint(fields: Partial<FileCheckpoint> = {}): FileCheckpoint {
  return {
    source: 'claude-code',
    path: '/home/ada/.claude/a.jsonl',
    device: '66306',
    inode: '18446744073709551615',
    fingerprint: 'f00',
    fingerprintBytes: 1024,
    sizeBytes: 5000,
    modifiedAtMs: noonMs,
    byteOffset: 4000,
    lineNumber: 12,
    parserState: '{"open":["x"]}',
    ...fields,
  };
}

const badLine = { lineNumber: 3, byteOffset: 200, byteLength: 17, reason: 'not JSON' };

test('gives back the checkpoint that came with the events', async () => {
  const { engine, ingest } = await openTestLog();
  const checkpoint = aCheckpoint();
  await ingest.ingest(aBatch({ invocations: [aCall()], checkpoint }));

  const files = new SourceFileRepository({ engine });

  expect(await files.checkpoints('claude-code')).toEqual([checkpoint]);
  expect(await files.checkpoints('codex')).toEqual([]);
});

test('follows a file that began anew', async () => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingest(aBatch({ checkpoint: aCheckpoint() }));
  const restarted = aCheckpoint({ inode: '7', byteOffset: 90, lineNumber: 1, parserState: null });
  await ingest.ingest(aBatch({ checkpoint: restarted }));

  expect(await new SourceFileRepository({ engine }).checkpoints('claude-code')).toEqual([restarted]);
});

test('keeps a bad line once, however often its file is read', async () => {
  const { engine, ingest } = await openTestLog();
  const batch = aBatch({ quarantined: [badLine], checkpoint: aCheckpoint() });

  expect((await ingest.ingest(batch)).quarantined).toBe(1);
  expect((await ingest.ingest(batch)).quarantined).toBe(0);
  expect(await new SourceFileRepository({ engine }).quarantine({ limit: 10 })).toEqual([
    { ...badLine, path: '/home/ada/.claude/a.jsonl', source: 'claude-code', seenAtMs: noonMs },
  ]);
});

test('releases a last line that was cut and then completed, and keeps the bad lines before it', async () => {
  const { engine, ingest } = await openTestLog();
  const cut = { lineNumber: 13, byteOffset: 4000, byteLength: 900, reason: 'incomplete last line' };
  const bad = { lineNumber: 14, byteOffset: 5000, byteLength: 9, reason: 'not JSON' };
  await ingest.ingest(aBatch({ quarantined: [badLine, cut], checkpoint: aCheckpoint() }));
  await ingest.ingestAll([
    aBatch({ quarantined: [bad], checkpoint: aCheckpoint({ byteOffset: 5009 }) }),
    aBatch({ checkpoint: aCheckpoint({ byteOffset: 6000 }) }),
  ]);

  const kept = await new SourceFileRepository({ engine }).quarantine({ limit: 10 });

  expect(kept.map(({ lineNumber }) => lineNumber).toSorted((a, b) => a - b)).toEqual([3, 14]);
});

test('counts files and bad lines by source', async () => {
  const { engine, ingest } = await openTestLog();
  await ingest.ingestAll([
    aBatch({ quarantined: [badLine], checkpoint: aCheckpoint() }),
    aBatch({ checkpoint: aCheckpoint({ path: '/b' }) }),
    aBatch({ checkpoint: aCheckpoint({ path: '/c', source: 'codex' }) }),
  ]);

  expect(await new SourceFileRepository({ engine }).counts()).toEqual([
    { source: 'claude-code', files: 2, quarantinedLines: 1 },
    { source: 'codex', files: 1, quarantinedLines: 0 },
  ]);
});
