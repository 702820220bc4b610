import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonCursor } from './json-cursor.ts';
import { KeyTable } from './key-table.ts';

const keys = new KeyTable(['type', 'text', 'list', 'count']);

/** Every known key of the outermost object with the text of its value, in order. */
function topLevel(text: string): readonly (readonly [string, string])[] | undefined {
  const cursor = new JsonCursor(keys);
  const found: [string, string][] = [];
  // Stands within other text, as a line does.
  const around = `"${text}"}`;
  cursor.open({ text: around, bytes: Buffer.from(around, 'latin1'), start: 1, end: 1 + text.length });
  if (!cursor.enterObject()) return undefined;
  for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
    const from = cursor.at;
    cursor.skipValue();
    if (key !== '') found.push([key, around.slice(from, cursor.at)]);
  }
  return cursor.finished ? found : undefined;
}

test('finds known keys of the outermost object only, wherever they stand', () => {
  const text = '{ "other" : {"type":1} , "type":"a\\"b\\\\", "list":[1,{"text":"}"}],"count" : -1.5e3 }';

  expect(topLevel(text)).toEqual([
    ['type', '"a\\"b\\\\"'],
    ['list', '[1,{"text":"}"}]'],
    ['count', '-1.5e3'],
  ]);
});

test('reads every object that JSON.stringify writes, indented or not', () => {
  const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });
  const object = fc.dictionary(fc.oneof(fc.constantFrom('type', 'text', 'list', '"', '\\'), fc.string()), value);

  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 2, '\t'), (input, indent) => {
      const found = topLevel(Buffer.from(JSON.stringify(input, undefined, indent)).toString('latin1'));
      const expected = Object.entries(input).filter(([key]) => ['type', 'text', 'list', 'count'].includes(key));

      expect(found?.map(([key, text]) => [key, JSON.parse(Buffer.from(text, 'latin1').toString())])).toEqual(
        JSON.parse(JSON.stringify(expected)),
      );
    }),
  );
});

test('never takes the cut start of an object for an object', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));

  fc.assert(
    fc.property(object, fc.nat(), (input, at) => {
      const text = JSON.stringify(input);

      expect(topLevel(text.slice(0, at % text.length))).toBeUndefined();
    }),
  );
});

test('ends on any text at all', () => {
  const noise = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', 't', ' ', 'type'),
    maxLength: 60,
  });

  fc.assert(
    fc.property(noise, (text) => {
      const started = performance.now();
      topLevel(text);

      expect(performance.now() - started).toBeLessThan(1000);
    }),
    { numRuns: 2000 },
  );
});

test('steps over nesting deeper than any stack', () => {
  const deep = `{"other":${'['.repeat(100_000)}${']'.repeat(100_000)},"type":1}`;

  expect(topLevel(deep)).toEqual([['type', '1']]);
});
