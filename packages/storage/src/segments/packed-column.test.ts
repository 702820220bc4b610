import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { packColumn, unpackColumn } from './packed-column.ts';

test('any numbers come back as they were', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.maxSafeInteger()), fc.array(fc.double())), (numbers) => {
      const packed = packColumn(numbers);

      expect([...unpackColumn(packed, new Float64Array(numbers.length))]).toEqual(numbers);
    }),
  );
});

test('ids of a neighbourhood take as few bytes as their spread needs', () => {
  const formats = [
    [7_000_000, 7_000_255],
    [7_000_000, 7_000_256],
    [-1, 65_535],
    [0, 2 ** 32],
    [1, 0.5],
  ].map((numbers) => packColumn(numbers).format);

  expect(formats).toEqual(['u8', 'u16', 'u32', 'f64', 'f64']);
});

test('bytes at an odd place are read, and bytes of another length refused', () => {
  const { body, ...packed } = packColumn([1, 70_000, 3]);
  const shifted = new Uint8Array(body.length + 1);
  shifted.set(body, 1);

  expect([...unpackColumn({ ...packed, body: shifted.subarray(1) }, new Int32Array(3))]).toEqual([1, 70_000, 3]);
  expect(() => unpackColumn({ ...packed, body }, new Int32Array(4))).toThrow(/has 12 bytes/);
  expect(() => unpackColumn({ format: 'i9', base: 0, body }, new Int32Array(3))).toThrow(/i9/);
});
