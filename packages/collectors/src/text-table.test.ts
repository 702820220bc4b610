import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RepeatedPair } from './repeated-pair.ts';
import { SourceText } from './source-text.ts';
import { TextTable } from './text-table.ts';

/** A text with these JSON strings, and where they stand between their quotes. */
function textOf(values: readonly string[]): {
  readonly text: SourceText;
  readonly places: readonly { readonly start: number; readonly end: number }[];
} {
  const text = new SourceText();
  const bytes = Buffer.from(JSON.stringify(values));
  text.open({ bytes, start: 0, end: bytes.length, lineNumber: 1, byteOffset: 0 });
  let at = 1;
  const places = values.map((value) => {
    const length = Buffer.byteLength(JSON.stringify(value)) - 2;
    const start = at + 1;
    at += length + 3;
    return { start, end: start + length };
  });
  return { text, places };
}

const nowhere = { start: -1, end: -1 };

/** Names and ids, some of which share a slot, are escaped, are not ASCII, or are long. */
const value = fc.oneof(
  fc.constantFrom('Bash', 'Bxsh', 'Read', 'Rxxd', 'mcp__a__b', '', 'café', 'a"b', 'x\\y', 'i'.repeat(70)),
  fc.string({ maxLength: 140, unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
);

test('a table reads every value as it is, whatever it read before', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
      const { text, places } = textOf(values);
      const table = new TextTable();

      expect(places.map((place) => table.read(text, place))).toEqual(
        values.map((own) => (own === '' ? undefined : own)),
      );
    }),
  );
  expect(new TextTable().read(textOf(['a']).text, nowhere)).toBeUndefined();
});

test('a pair is both ids joined, whatever was read before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.option(value)), { minLength: 1, maxLength: 20 }), (pairs) => {
      const { text, places } = textOf(pairs.flatMap(([first, second]) => [first, second ?? '']));
      const repeated = new RepeatedPair();

      pairs.forEach(([first, second], index) => {
        const [one = nowhere, other = nowhere] = places.slice(2 * index);
        const read = repeated.read(text, one, second === null ? nowhere : other);
        expect(read).toBe(first === '' ? undefined : `${first}:${second ?? ''}`);
      });
    }),
  );
});

test('without the first id there is no pair', () => {
  const { text, places } = textOf(['req_1']);

  expect(new RepeatedPair().read(text, nowhere, places[0] ?? nowhere)).toBeUndefined();
});
