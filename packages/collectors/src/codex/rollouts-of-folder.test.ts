import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rolloutsOfFolder } from './rollouts-of-folder.ts';

test('the rollouts of a folder are those whose head names it, wherever they lie', () => {
  const home = mkdtempSync(join(tmpdir(), 'skills-rollouts-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const place = (day: string, name: string, head: string): string => {
    const folder = join(home, '.codex', 'sessions', '2026', '01', day);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `rollout-${name}.jsonl`);
    writeFileSync(file, head);
    return file;
  };
  const meta = (cwd: string): string => `${JSON.stringify({ type: 'session_meta', payload: { id: 'x', cwd } })}\n`;
  const own = [place('01', 'a', meta('/src/"shop"')), place('02', 'b', meta('/src/"shop"'))];
  place('01', 'c', meta('/src/"shop"/web'));
  place('02', 'd', 'no line of JSON');
  place('02', 'e', '');

  const { files, errors } = rolloutsOfFolder({ variables: {}, homeDirectory: home }, '/src/"shop"');

  expect(files.toSorted()).toEqual(own);
  expect(errors).toEqual([]);
});
