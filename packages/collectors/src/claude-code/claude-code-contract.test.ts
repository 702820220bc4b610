import { fileURLToPath } from 'node:url';
import { collectorContract } from '@skills/testing';
import { BatchBuilder } from '../batch-builder.ts';
import { LineBuffer } from '../line-reader.ts';
import { scanFile } from '../scan-file.ts';
import { claudeCodeCollector } from './index.ts';

const session = '.claude/projects/-home-dev-demo/8d8b3c85-0148-431d-918d-cf6e3ca57935';

collectorContract('the Claude Code collector', {
  collector: claudeCodeCollector,
  newBatch: () => new BatchBuilder(),
  fixture: fileURLToPath(new URL('../../test/fixtures/claude-code/home', import.meta.url)),
  files: [
    '.claude/projects/-home-dev-demo/5d0e2a51-4b6f-4f0a-9f53-2f6f8d1f0a11.jsonl',
    `${session}.jsonl`,
    `${session}/subagents/agent-af329e30a35c41e50.jsonl`,
    '.claude/projects/-home-dev-demo/e94ff767-081b-49f1-a166-0e50cbe02993.jsonl',
  ],
  withUnknowns,
  scan: (path, before) =>
    scanFile({ collector: claudeCodeCollector, path, before }, { nowMs: Date.now(), buffer: new LineBuffer() }),
});

/** Every record with a field nobody knows, and between them records of a type nobody knows. */
function withUnknowns(bytes: Buffer): Buffer {
  const lines = bytes
    .toString()
    .trimEnd()
    .split('\n')
    .flatMap((line) => [
      line.replace(/^\{/, '{"fromTomorrow":{"type":"assistant","deep":[1,{"uuid":"x"}]},'),
      '{"type":"from-tomorrow","message":7}',
    ]);
  return Buffer.from(`${lines.join('\n')}\n`);
}
