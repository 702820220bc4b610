import { readFileSync } from 'node:fs';
import { skillEventSchema, toSkillEvent } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import { expect, test } from 'vitest';
import { codexFixtures, codexHome } from '../../test/codex-home.ts';
import { fuzzRecords, mutatedRecord } from '../../test/mutate-record.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { codexCollector } from './index.ts';

const rollouts = [codexHome.parent, codexHome.fork, codexHome.agent, `${codexFixtures}samples/rollout-1.jsonl`];
const newline = 0x0a;

test('reads mutated lines without an error, into events that pass the schema', { timeout: 3_600_000 }, () => {
  const lines = rollouts.flatMap((path) => readFileSync(path, 'utf8').trimEnd().split('\n'));
  const random = seededRandom(20_260_701);
  let parser = codexCollector.open({ path: codexHome.parent, sizeBytes: 0, modifiedAtMs: 0 }, null);
  let calls = 0;
  let broken = 0;

  for (let read = 0; read < fuzzRecords();) {
    const batch = new BatchBuilder();
    for (let step = 0; step < 500; step += 1, read += 1) {
      const bytes = mutatedRecord(lines[Math.floor(random() * lines.length)] ?? '{}', random);
      // A newline among the bytes would make two lines of it.
      for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline)) bytes[at] = 0x20;
      parser.readLine({ bytes, start: 0, end: bytes.length, lineNumber: read + 1, byteOffset: read }, batch);
    }
    const state = parser.state();
    parser = codexCollector.open({ path: codexHome.parent, sizeBytes: 0, modifiedAtMs: 0 }, state);
    const { invocations, usages, quarantined } = batch.take();
    for (const invocation of invocations) {
      // An id is hashed before it is stored, whatever its length.
      expect(skillEventSchema.safeParse(toSkillEvent({ ...invocation, callId: 'id' })).error).toBeUndefined();
    }
    for (const usage of usages)
      expect(usage.inputTokens + usage.outputTokens + usage.cacheReadTokens).toBeGreaterThanOrEqual(0);
    expect(quarantined.every((line) => line.reason !== '' && line.lineNumber > 0)).toBe(true);
    expect(state?.length ?? 0).toBeLessThan(1_000_000);
    calls += invocations.length;
    broken += quarantined.length;
  }

  expect(calls).toBeGreaterThan(0);
  expect(broken).toBeGreaterThan(0);
});
