import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';

const main = new URL('../src/main.ts', import.meta.url).pathname;
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

const test = base.extend('home', ({}, { onCleanup }) => {
  const home = mkdtempSync(join(tmpdir(), 'skills-readme-'));
  onCleanup(() => rmSync(home, { recursive: true }));
  return home;
});

test("the README's picture is what its command prints", ({ home }) => {
  const [command = '', picture = ''] = /\$ npx -y pnpm@12 skills (.+)\n\n([^`]+)\n```/.exec(readme)?.slice(1) ?? [];

  const printed = spawnSync(process.execPath, [main, ...command.split(' ')], {
    env: { HOME: home, XDG_DATA_HOME: home, COLUMNS: '80' },
    encoding: 'utf8',
  });

  expect(picture.split('\n').length).toBeGreaterThan(30);
  expect(printed.stdout).toContain(picture);
});
