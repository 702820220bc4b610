import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, toPlace } from './place.ts';

test('a place survives its address, whatever the names in it are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      expect(toPlace(hrefOf('/skill', { name }))).toEqual({ path: '/skill', query: { name } });
    }),
  );
});

test('what has no value is not in the address', () => {
  expect(hrefOf('/skills', { since: undefined, sort: '' })).toBe('/skills');
});
