import { expect, test } from 'vitest';
import { createStyle, wantsColour } from './style.ts';

test('colours only a terminal that did not ask for none', () => {
  const asked = { isTerminal: true, refused: false, environment: {} };
  expect(wantsColour(asked)).toBe(true);
  expect(wantsColour({ ...asked, isTerminal: false })).toBe(false);
  expect(wantsColour({ ...asked, refused: true })).toBe(false);
  expect(wantsColour({ ...asked, environment: { NO_COLOR: '1' } })).toBe(false);
  expect(wantsColour({ ...asked, environment: { NO_COLOR: '' } })).toBe(true);
  expect(wantsColour({ ...asked, environment: { TERM: 'dumb' } })).toBe(false);
});

test('without colour a text stays as it is', () => {
  expect(createStyle(false).red('x')).toBe('x');
  expect(createStyle(true).red('x')).toBe('\u001b[31mx\u001b[39m');
});
