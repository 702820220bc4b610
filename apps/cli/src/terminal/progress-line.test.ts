import { expect, test } from 'vitest';
import { createProgressLine } from './progress-line.ts';

const halfway = { label: 'claude-code', done: 5, total: 10, detail: '5 of 10 files' };

test('redraws one line at most ten times a second and clears it at the end', () => {
  const written: string[] = [];
  let nowMs = 0;
  const progress = createProgressLine({ write: (text) => written.push(text), columns: 80, nowMs: () => nowMs });

  progress.update(halfway);
  progress.update({ ...halfway, done: 6 });
  nowMs = 150;
  progress.update({ ...halfway, label: 'claude-\u001b[31mcode', done: 10 });
  progress.end();
  progress.end();

  expect(written).toEqual([
    `\r\u001b[2Kclaude-code ${'█'.repeat(12)}${'░'.repeat(12)} 5 of 10 files`,
    `\r\u001b[2Kclaude-code ${'█'.repeat(24)} 5 of 10 files`,
    '\r\u001b[2K',
  ]);
});

test('never wraps on a narrow terminal', () => {
  const written: string[] = [];
  const progress = createProgressLine({ write: (text) => written.push(text), columns: 30, nowMs: () => 0 });

  progress.update(halfway);

  expect(written[0]?.replace('\r\u001b[2K', '')).toHaveLength(29);
});
