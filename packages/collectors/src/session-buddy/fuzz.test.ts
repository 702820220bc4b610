import { skillEventSchema, toSkillEvent } from '@skills/schema';
import { seededRandom } from '@skills/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzRecords, mutatedRecord } from '../../test/mutate-record.ts';
import { sessionBuddyFixtures } from '../../test/session-buddy-home.ts';
import { recordsOfLine } from '../records-of-line.ts';
import { completedRecord, readCallRecord, startedRow } from './call-record.ts';
import { JsonRecordScanner } from './json-record-scanner.ts';
import type { ScannedRecord } from './json-record-scanner.ts';

function scan(bytes: Buffer, pieceLength: number): readonly ScannedRecord[] {
  const scanner = new JsonRecordScanner();
  const found: ScannedRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieceLength)
    found.push(...scanner.feed(bytes.subarray(at, at + pieceLength)));
  return [...found, ...scanner.end()];
}

const metricsFiles = ['json-v1-session-buddy', 'json-doc-v1.0'].map((folder) =>
  readFileSync(join(sessionBuddyFixtures, folder, '.session-buddy', 'skill_metrics.json')),
);

test('reads mutated records without an error, into events that pass the schema', { timeout: 3_600_000 }, () => {
  const texts = metricsFiles.flatMap((bytes) => scan(bytes, 4096).map((record) => record.bytes.toString()));
  const random = seededRandom(20_260_702);
  const found = { calls: 0, problems: 0 };

  for (let read = 0; read < fuzzRecords(); read += 1) {
    const bytes = mutatedRecord(texts[Math.floor(random() * texts.length)] ?? '{}', random);
    const { records } = recordsOfLine({ bytes, start: 0, end: bytes.length, lineNumber: 1, byteOffset: 0 });
    for (const record of records.flatMap((plain) => [plain, completedRecord(plain, 'lint'), startedRow(plain)])) {
      const { invocation, problem } = readCallRecord(record, {
        projectId: 'shop-000000',
        latestMs: Date.UTC(2100, 0, 1),
      });
      found.calls += invocation === undefined ? 0 : 1;
      found.problems += problem === undefined ? 0 : 1;
      const event = invocation === undefined ? undefined : toSkillEvent({ ...invocation, callId: 'id' });
      expect(event === undefined ? undefined : skillEventSchema.safeParse(event).error).toBeUndefined();
    }
  }

  expect(found.calls).toBeGreaterThan(0);
  expect(found.problems).toBeGreaterThan(0);
});

test('finds the same records whatever the pieces of the file are', () => {
  fc.assert(
    fc.property(fc.constantFrom(...metricsFiles), fc.integer({ min: 1, max: 20_000 }), (bytes, pieceLength) => {
      expect(scan(bytes, pieceLength)).toEqual(scan(bytes, bytes.length));
    }),
    { numRuns: 30 },
  );
});

test('finds what JSON.parse finds, however the JSON is written', () => {
  const text = fc.string({ unit: 'grapheme' });
  const record = fc.dictionary(text, fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(
      fc.array(record),
      fc.dictionary(text, fc.array(record)),
      fc.constantFrom('', '  ', '\t'),
      (calls, skills, indent) => {
        const value = { summary: { invocations: [[1]] }, invocations: calls, skills, last: 'x"]}' };
        const found = scan(Buffer.from(JSON.stringify(value, null, indent)), 7);

        const parse = (scanned: ScannedRecord): unknown => JSON.parse(scanned.bytes.toString());
        const own = JSON.parse(
          JSON.stringify({
            calls,
            skills: Object.values(skills).flat(),
            keys: Object.entries(skills).flatMap(([key, list]) => list.map(() => key)),
          }),
        );
        expect(found.filter((scanned) => scanned.name.startsWith('invocations')).map(parse)).toEqual(own.calls);
        expect(found.filter((scanned) => scanned.name.startsWith('skills')).map(parse)).toEqual(own.skills);
        expect(found.filter((scanned) => scanned.name.startsWith('skills')).map((scanned) => scanned.key)).toEqual(
          own.keys,
        );
      },
    ),
  );
});
