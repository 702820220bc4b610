import { expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { overviewHelp } from './help.ts';

test('every command is in the overview, by itself or by its group, and every line fits', () => {
  const lines = overviewHelp(commandTable, 80).split('\n');

  const missing = commandTable.filter(({ name }) => {
    const group = `${name.split(' ')[0]} <command>`;
    return !lines.some((line) => line.startsWith(`  ${name}`) || line.startsWith(`  ${group}`));
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('a group names each of its commands, and options of a window only where one of them has a window', () => {
  const database = overviewHelp(commandTable, 80, 'db');

  expect(database).toContain('  db prune ');
  expect(database).not.toContain('--since');
  expect(overviewHelp(commandTable, 80)).toContain('--since');
});
