import { expect, test } from 'vitest';
import { ageOption } from './age-option.ts';

test('reads ages in hours, days, weeks and years, and all', () => {
  expect(ageOption({ raw: '36h' }, 'raw')).toBe(36 * 3_600_000);
  expect(ageOption({ raw: '90d' }, 'raw')).toBe(90 * 86_400_000);
  expect(ageOption({ raw: '2w' }, 'raw')).toBe(14 * 86_400_000);
  expect(ageOption({ raw: '1y' }, 'raw')).toBe(365 * 86_400_000);
  expect(ageOption({ raw: 'all' }, 'raw')).toBeNull();
  expect(ageOption({}, 'raw')).toBeUndefined();
});

test.for(['0d', '-3d', '90', 'd', '1.5y', '', '9999999d', '2026-01-01'])('refuses %s by its name', (text) => {
  expect(() => ageOption({ raw: text }, 'raw')).toThrow(`--raw ${text}: expected an age`);
});
