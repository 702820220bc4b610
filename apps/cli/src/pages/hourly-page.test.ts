import type { HourlyResult } from '@skills/schema';
import { expect, test } from 'vitest';
import { createStyle } from '../terminal/style.ts';
import { hourlyPage } from './hourly-page.ts';

const page = { width: 80, style: createStyle(false), nowMs: Date.UTC(2026, 1, 10, 14) };

function row(hour: number, skillName: string): HourlyResult['hours'][number] {
  return {
    hour: `2026-02-10T${hour}:00:00.000Z`,
    skillName,
    kind: 'skill',
    invocations: 2,
    completionRate: 0.5,
    averageDurationSeconds: 3,
    uniqueSessions: 1,
  };
}

test('each hour is named once, before the skills that ran in it', () => {
  const window = { since: '2026-02-10T11:00:00.000Z', until: '2026-02-10T14:00:00.000Z' };

  const lines = hourlyPage({ window, hours: [row(11, 'review'), row(11, 'deploy'), row(13, 'review')] }, page);

  expect(lines.slice(-3).map((line) => line.slice(2, 26))).toEqual([
    '2026-02-10 11:00  review',
    '                  deploy',
    '2026-02-10 13:00  review',
  ]);
});
