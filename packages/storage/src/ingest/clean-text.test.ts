import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

test('leaves text without NUL, well-formed and bounded, and clean text as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, maxLength) => {
      const clean = cleanText(text, maxLength);

      expect(clean.includes('\0')).toBe(false);
      expect(clean.isWellFormed()).toBe(true);
      expect(clean.length).toBeLessThanOrEqual(maxLength);
      expect(cleanText(clean, maxLength)).toBe(clean);
    }),
  );
});

test('does not leave half of a pair where text is cut', () => {
  expect(cleanText('ab🚀', 3)).toBe('ab\ufffd');
});
