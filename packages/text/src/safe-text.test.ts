import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { maximumColumns, safeText } from './safe-text.ts';

const hostileNames: readonly (readonly [title: string, name: string, shown: string])[] = [
  ['a colour', '\u001b[31mred\u001b[0m', 'red'],
  ['a cursor move', 'a\u001b[2J\u001b[1;1Hb', 'ab'],
  ['an 8-bit CSI', 'a\u009b31mb', 'ab'],
  ['a window title', '\u001b]0;owned\u0007review', 'review'],
  ['a title ended by ST', '\u001b]2;owned\u001b\\review', 'review'],
  ['an 8-bit OSC', '\u009d0;owned\u009creview', 'review'],
  ['a hyperlink', '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
  ['a clipboard write', '\u001b]52;c;ZXZpbA==\u0007x', 'x'],
  ['a device control string', '\u001bP+q544e\u001b\\x', 'x'],
  ['an application command', '\u001b_payload\u001b\\x', 'x'],
  ['a sequence that never ends', 'x\u001b]0;owned', 'x'],
  ['a control sequence inside a control string', '\u001b]0;a\u001b[31mb', 'b'],
  ['a charset switch', 'a\u001b(0b', 'ab'],
  ['a full reset', 'a\u001bcb', 'ab'],
  ['a lone escape at the end', 'a\u001b', 'a'],
  ['newlines and tabs', 'a\r\nb\tc', 'a b c'],
  ['Unicode line separators', 'a\u2028b\u2029c', 'a b c'],
  ['backspaces', 'good\b\b\b\bevil', 'goodevil'],
  ['a bell and NUL', 'a\u0007\u0000b', 'ab'],
  ['DEL', 'a\u007fb', 'ab'],
  ['C1 controls', 'a\u0084\u008db', 'ab'],
  ['bidi overrides', 'a\u202etxt.exe\u202c', 'atxt.exe'],
  ['bidi isolates', '\u2066a\u2069', 'a'],
  ['zero-width characters', 'p\u200ba\u200cy\u200dp\ufeffal', 'paypal'],
  ['tag characters', 'a\u{e0041}\u{e0042}\u{e007f}b', 'ab'],
  ['variation selectors', 'a\ufe0f\u{e0100}b', 'ab'],
  ['Hangul fillers only', '\u3164\u115f', '(unprintable)'],
  ['marks that climb', 'Z\u0300\u0301\u0302\u0303\u0304', 'Z\u0300\u0301'],
  ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ['nothing', '', '(unprintable)'],
  ['names of prototype parts', '__proto__', '__proto__'],
];

describe('safeText', () => {
  test.each(hostileNames)('disarms %s', (_, name, shown) => {
    expect(safeText(name)).toBe(shown);
  });

  test('keeps what is merely foreign', () => {
    expect(safeText('résumé-日本語-emoji-🎉')).toBe('résumé-日本語-emoji-🎉');
  });

  test('cuts by columns, not by characters', () => {
    expect(safeText('日本語テキスト', 7)).toBe('日本語…');
    expect(displayWidth(safeText('x'.repeat(5000)))).toBe(maximumColumns);
  });

  test('leaves no character that a terminal acts on, whatever the input', () => {
    const parts = fc.constantFrom(
      ...hostileNames.map(([, name]) => name),
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u009b',
      '\u0007',
      '\u001b\\',
    );
    const texts = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 20 }))).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const shown = safeText(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(displayWidth(shown)).toBeLessThanOrEqual(maximumColumns);
      }),
      { numRuns: 2000 },
    );
  });
});
