import { expect, test } from 'vitest';
import { shownToken } from './shown-token.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

test.each([
  ['Bearer abc', 'abc'],
  [basic('me:abc'), 'abc'],
  [basic(':a:b'), 'a:b'],
  [basic('abc'), undefined],
  ['Basic', undefined],
  ['Digest abc', undefined],
  [undefined, undefined],
])('%s shows %s', (authorization, token) => {
  expect(shownToken({ headers: { authorization } })).toBe(token);
});
