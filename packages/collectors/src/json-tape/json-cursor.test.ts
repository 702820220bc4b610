import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonCursor } from './json-cursor.ts';
import { JsonTape } from './json-tape.ts';

const names = ['', 'type', 'text', 'list', 'count', 'flag', 'a'];
const tape = new JsonTape();

/** A cursor at the root object of the text. */
function cursorOf(text: string): JsonCursor {
  const length = tape.text.write(text);
  expect(tape.scan(names, 0, length)).toBe(true);
  const cursor = new JsonCursor(names);
  cursor.open(tape);
  return cursor;
}

function members(text: string): readonly (readonly [string, unknown])[] {
  const cursor = cursorOf(text);
  const found: [string, unknown][] = [];
  cursor.enterObject();
  for (let key = cursor.nextKey(); key !== undefined; key = cursor.nextKey()) {
    const from = cursor.position;
    cursor.skipValue();
    found.push([key, JSON.parse(tape.text.toString('utf8', from, cursor.positionBehind))]);
  }
  return found;
}

test('finds the known members of an object, wherever they stand', () => {
  const object = fc.dictionary(
    fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 40 })),
    fc.jsonValue({ maxDepth: 4 }),
  );

  fc.assert(
    fc.property(object, fc.constantFrom(undefined, 2), (input, indent) => {
      const text = JSON.stringify(input, undefined, indent);
      const parsed: unknown = JSON.parse(text);
      const expected = Object.entries(Object(parsed)).filter(([key]) => key !== '' && names.includes(key));

      expect(members(text)).toEqual(expected);
    }),
  );
});

test('walks into known members only', () => {
  const cursor = cursorOf('{"other":{"type":1},"list":[{"text":"b","none":[1,2]},3],"type":"text"}');

  expect(cursor.enterArray()).toBe(false);
  expect(cursor.enterObject()).toBe(true);
  expect(cursor.nextKey()).toBe('list');
  expect(cursor.enterArray()).toBe(true);
  expect(cursor.nextElement()).toBe(true);
  expect(cursor.enterObject()).toBe(true);
  expect(cursor.nextKey()).toBe('text');
  expect(cursor.stringHere()).toBe(true);
  expect(tape.text.toString('utf8', cursor.start, cursor.end)).toBe('b');
  expect(cursor.nextKey()).toBeUndefined();
  expect(cursor.nextElement()).toBe(true);
  expect(cursor.stringHere()).toBe(false);
  expect(cursor.countHere()).toBe(3);
  expect(cursor.nextElement()).toBe(false);
  expect(cursor.nextKey()).toBe('type');
  expect(cursor.nameHere()).toBe('text');
  expect(cursor.nextKey()).toBeUndefined();
});

test.for([
  ['12', 12],
  ['0', 0],
  ['-1', 0],
  ['1.5', 0],
  ['1e3', 0],
  ['1000000000000', 1e12],
  ['1000000000001', 0],
  ['"12"', 0],
  ['null', 0],
  ['[7]', 0],
] as const)('counts %s as %i', ([text, expected]) => {
  const cursor = cursorOf(`{"count":${text},"flag":true}`);
  cursor.enterObject();
  cursor.nextKey();

  expect(cursor.countHere()).toBe(expected);
  expect(cursor.nextKey()).toBe('flag');
  expect(cursor.trueHere()).toBe(true);
});

test.for(['false', 'null', '"true"', '1', '[true]', '{"a":true}'])('does not take %s for true', (text) => {
  const cursor = cursorOf(`{"flag":${text}}`);
  cursor.enterObject();
  cursor.nextKey();

  expect(cursor.trueHere()).toBe(false);
  expect(cursor.nextKey()).toBeUndefined();
});

test('stands behind what is deeper than the tape shows', () => {
  const deep = `{"list":${'['.repeat(40)}${']'.repeat(40)},"count":5}`;
  const cursor = cursorOf(deep);
  cursor.enterObject();
  cursor.nextKey();
  let depth = 0;
  while (cursor.enterArray()) depth += 1;

  expect(depth).toBe(16);
  for (let level = 0; level < depth; level += 1) expect(cursor.nextElement()).toBe(false);
  expect(cursor.nextKey()).toBe('count');
  expect(cursor.countHere()).toBe(5);
});
