import { expect, test } from 'vitest';
import { createStyle } from './style.ts';
import { renderWeekMap } from './week-map.ts';

const style = createStyle(false);

test('the busiest hour is darkest, none is a dot', () => {
  const lines = renderWeekMap((weekday, hour) => (weekday === 1 ? hour : 0), { style });

  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe(`  Mon  ${'·'.repeat(48)}`);
  expect(lines[1]).toBe(`  Tue  ··${'░'.repeat(10)}${'▒'.repeat(12)}${'▓'.repeat(12)}${'█'.repeat(12)}`);
  expect(lines[7]).toBe('       00          06          12          18 UTC');
});

test('a week without a call is all dots', () => {
  expect(renderWeekMap(() => 0, { style })[3]).toBe(`  Thu  ${'·'.repeat(48)}`);
});
