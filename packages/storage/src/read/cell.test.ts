import { expect, test } from 'vitest';
import { toBigInt, toBytes, toNullableBoolean, toNumber, toOptionalText, toSkillKind, toText } from './cell.ts';

test('narrows a cell to what its column promises', () => {
  expect(toNumber(1.5)).toBe(1.5);
  expect(toBigInt(7)).toBe(7n);
  expect(toBigInt(2n ** 60n)).toBe(2n ** 60n);
  expect([toNullableBoolean(1), toNullableBoolean(0), toNullableBoolean(null)]).toEqual([true, false, null]);
  expect(toOptionalText(null)).toBeUndefined();
  expect(toSkillKind('mcp_tool')).toBe('mcp_tool');
});

test.each([
  ['a number', () => toNumber('1')],
  ['an integer', () => toBigInt(1.5)],
  ['text', () => toText(null)],
  ['bytes', () => toBytes('x')],
  ['a kind of skill', () => toSkillKind('spell')],
])('says that the database is damaged where %s was promised and is not there', (expected, read) => {
  expect(read).toThrow(
    expect.objectContaining({ code: 'storage-corrupt', message: expect.stringContaining(expected) as unknown }),
  );
});
