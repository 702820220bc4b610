import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonTape } from './json-tape.ts';
import { jsonTapeModule } from './json-tape-module.ts';

const names = ['', 'type', 'text', 'list', 'cache_read_input_tokens'];
const tape = new JsonTape();

/** Scans text that stands within other text, as a line does. */
function isObject(text: string | Buffer): boolean {
  const bytes = Buffer.from(text);
  const start = 7;
  tape.text.fill('"}', 0, start + bytes.length + 200);
  bytes.copy(tape.text, start);
  return tape.scan(names, start, start + bytes.length);
}

function parsesAsObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const value = fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' });
const object = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value);
const objectText = fc
  .tuple(object, fc.constantFrom(undefined, 1, '\t', '\r\n'))
  .map(([input, indent]) => JSON.stringify(input, undefined, indent).toWellFormed());

test('takes every object that JSON.stringify writes', () => {
  fc.assert(
    fc.property(objectText, (text) => {
      expect(isObject(text)).toBe(true);
    }),
  );
});

test('takes and refuses what JSON.parse takes and refuses, after any small damage', () => {
  const part = fc.constantFrom(
    ...`{ } [ ] : , " \\ \\\\ \\" \\n \\u00e9 \\u00g9 \\x \t \n \r \0 \u0001 \u000b é 漢 true false null nul tru 0 -0 01 1. .5 1.5 1e 1e5 1E+5 - 1-2 \u00a0 \ufeff`.split(
      ' ',
    ),
    ' ',
    '"',
    '\\',
    'x'.repeat(64),
  );

  fc.assert(
    fc.property(objectText, fc.record({ place: fc.nat(), removed: fc.nat(3), added: part }), (text, damage) => {
      const { place, removed, added } = damage;
      const at = place % (text.length + 1);
      const damaged = (text.slice(0, at) + added + text.slice(at + removed)).toWellFormed();

      expect(isObject(damaged)).toBe(parsesAsObject(damaged));
    }),
    { numRuns: 20_000 },
  );
});

test('takes and refuses noise as JSON.parse does', () => {
  const noise = fc.string({
    unit: fc.constantFrom(...'{}[]":,\\/bfnrtu0123456789abcdef+-.eE \t\n'.split(''), '\\"', '":', '{"'),
    maxLength: 40,
  });

  fc.assert(
    fc.property(noise, (text) => {
      expect(isObject(`{"a":${text}}`)).toBe(parsesAsObject(`{"a":${text}}`));
      expect(isObject(`{"a":"${text}"}`)).toBe(parsesAsObject(`{"a":"${text}"}`));
    }),
    { numRuns: 20_000 },
  );
});

test.for([
  ['a string that a block of 64 bytes ends in', `{"a":"${'x'.repeat(57)}\\\\"}`, true],
  ['escapes across the end of a block', `{"a":"${'x'.repeat(56)}\\\\\\\\\\""}`, true],
  ['an escape cut by the end of a block', `{"a":"${'x'.repeat(57)}\\q"}`, false],
  ['four hexadecimal digits across the end of a block', `{"a":"${'x'.repeat(55)}\\u12aF"}`, true],
  ['a literal across the end of a block', `{"a":"${'x'.repeat(52)}","b":false}`, true],
  ['a cut literal', `{"a":"${'x'.repeat(52)}","b":fals}`, false],
  ['more members than a window holds', `{${'"a":[1,{"b":null}],'.repeat(20_000)}"c":0}`, true],
  ['a bracket missing behind many windows', `{${'"a":[1,{"b":null}],'.repeat(20_000)}"c":[0}`, false],
  ['a long string over many windows', `{"a":"${'x\\n'.repeat(100_000)}"}`, true],
  ['a control character in a string over many windows', `{"a":"${'x\\n'.repeat(100_000)}\u001f"}`, false],
  ['a control character in the last block of a string', `{"a":"\u001f"}`, false],
  ['nesting deeper than any stack', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, true],
  ['nesting that is closed the wrong way round', `{"a":${'[{"a":'.repeat(5000)}1${']}'.repeat(5000)}}`, false],
  ['two objects', '{}{}', false],
  ['an array', '[{}]', false],
  ['nothing', '', false],
  ['white space', ' \t\r\n ', false],
  ['white space around an object', ' \t\r\n {} \t\r\n ', true],
] as const)('%s', ([, text, expected]) => {
  expect(isObject(text)).toBe(expected);
  expect(parsesAsObject(text)).toBe(expected);
});

test('refuses an object that is cut anywhere', () => {
  fc.assert(
    fc.property(objectText, fc.nat(), (text, at) => {
      expect(isObject(Buffer.from(text).subarray(0, at % Buffer.byteLength(text)))).toBe(false);
    }),
  );
});

test('takes the densest text of 8 MiB', () => {
  const dense = `{"list":[${'[],'.repeat(2_796_000)}[]]}`;

  expect(dense.length).toBeGreaterThan(8_388_000);
  expect(isObject(dense)).toBe(true);
});

test('finds newlines as Buffer.indexOf does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 150 })), fc.nat(300), (gaps, start) => {
      const bytes = Buffer.from(gaps.map((gap) => 'x'.repeat(gap)).join('\n'));
      const end = Math.min(start + bytes.length, 2000);
      tape.text.fill('\n', 0, 4000);
      bytes.copy(tape.text, start, 0, end - start);
      const expected = tape.text.indexOf('\n', start);

      expect(tape.lineEnd(start, end)).toBe(Math.min(expected, end));
    }),
  );
});

test('refuses names that it could not tell apart from other text', () => {
  expect(() => tape.scan(['', 'ü'], 0, 0)).toThrow(RangeError);
  expect(() => tape.scan(['', 'x'.repeat(33)], 0, 0)).toThrow(RangeError);
  expect(() => tape.scan(['', ...Array.from({ length: 128 }, (_, index) => `n${index}`)], 0, 0)).toThrow(RangeError);
});

test('knows as many names as it takes', () => {
  const many = ['', ...Array.from({ length: 127 }, (_, index) => `n${'name_'.repeat(index % 6)}${index}`)];
  const text = JSON.stringify(Object.fromEntries(many.slice(1).map((name) => [name, 0])));
  tape.text.write(text);

  expect(tape.scan(many, 0, text.length)).toBe(true);
  const keys = Array.from({ length: 127 }, (_, index) => (tape.entries[3 + index * 6] ?? 0) >> 8);
  expect(keys).toEqual(many.slice(1).map((_, index) => index + 1));
});

const sourcePath = fileURLToPath(new URL('../../assembly/json-tape.ts', import.meta.url));

test.skipIf(!existsSync(sourcePath))('the committed module is made of the present source', () => {
  expect(jsonTapeModule.source).toBe(createHash('sha256').update(readFileSync(sourcePath)).digest('hex'));
});
