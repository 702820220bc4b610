import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

test('escapes what a terminal would act on and reads back as the same value', () => {
  const value = { name: '\u001b[31m\u009b31m\u202e\u{e0041}\u007f\u2028é' };

  const text = jsonText(value);

  expect(text).not.toMatch(/[\u001b\u007f-\u009f\p{Cf}\u2028]/u);
  expect(text).toContain('é');
  expect(JSON.parse(text)).toEqual(value);
});

test('any text survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(jsonText([text]))).toEqual([text]);
    }),
  );
});
