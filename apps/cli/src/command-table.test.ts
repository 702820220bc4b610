import { readFileSync } from 'node:fs';
import * as schema from '@skills/schema';
import { expect, test } from 'vitest';
import { commandTable } from './command-table.ts';

// Cells of the table of commands, without padding and backticks.
const rows = (
  readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8').split('## Global options')[0] ?? ''
)
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));

test('docs/cli.md has one row per command, with its arguments, in the order of the help', () => {
  const registered = commandTable.map(({ name, arguments: names = [] }) => [name, ...names].join(' '));

  expect(rows.map((row) => row[1])).toEqual(registered);
});

test('every result schema that docs/cli.md names is exported', () => {
  const named = rows.map((row) => row[3] ?? '').filter((result) => result.endsWith('Schema'));

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !(name in schema))).toEqual([]);
});

test('no two commands share a name, and every module is loadable', async () => {
  const modules = await Promise.all(commandTable.map((command) => command.load()));

  expect(new Set(commandTable.map(({ name }) => name)).size).toBe(commandTable.length);
  expect(modules.every((run) => typeof run === 'function')).toBe(true);
});
