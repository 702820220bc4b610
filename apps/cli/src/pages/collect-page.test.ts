import type { CollectedSource, CollectResult } from '@skills/schema';
import { expect, test } from 'vitest';
import { createStyle } from '../terminal/style.ts';
import { collectExitCode, collectPage, collectProblems } from './collect-page.ts';

function resultWith(source: Partial<CollectedSource>): CollectResult {
  const counts = { files: 1, filesUnchanged: 0, bytes: 1, lines: 1, events: 0, duplicates: 0, quarantined: 0 };
  const whole = { source: 'codex', ...counts, errors: [], ...source };
  return { sources: [whole], inserted: 0, duplicates: 0, quarantined: whole.quarantined, durationSeconds: 1 };
}

test('files and lines are named, and those that do not fit are counted', () => {
  const errors = Array.from({ length: 30 }, (_, index) => ({ file: 'a.jsonl', line: index + 1, reason: 'cut' }));
  const unreadable = { file: 'b.jsonl', reason: 'EACCES' };

  const problems = collectProblems(resultWith({ quarantined: 5000, errors: [unreadable, ...errors] }));

  expect(problems.slice(0, 2)).toEqual(['b.jsonl: EACCES', 'a.jsonl:1: cut']);
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe('and 4,981 more');
});

test('anything that could not be read makes the work partial', () => {
  expect(collectExitCode(resultWith({}))).toBe(0);
  expect(collectExitCode(resultWith({ quarantined: 1 }))).toBe(3);
  expect(collectExitCode(resultWith({ errors: [{ file: 'a', reason: 'gone' }] }))).toBe(3);
});

test('when no file was found, the places that were looked at are named', () => {
  const page = { width: 80, style: createStyle(false), nowMs: 0, dryRun: false };
  const searched = [
    { source: 'codex', path: '/home/me/.codex/sessions', found: false },
    { source: 'claude-code', path: '/home/me/.claude/projects', found: false },
  ];

  const lines = collectPage(resultWith({ files: 0 }), { ...page, searched });

  expect(lines).toContain('    codex          /home/me/.codex/sessions');
  expect(lines.join()).not.toContain('claude-code');
  expect(collectPage(resultWith({ files: 0 }), page)).toEqual(['  Nothing there looks like a file of codex.']);
});
