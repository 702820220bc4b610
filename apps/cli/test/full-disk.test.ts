import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import { jsonOf, runSkills } from './run-skills.ts';
import { writeTranscripts } from './transcript-folder.ts';

/** A folder on a disk of 3 MB, beside a home full of transcripts. */
const test = base.extend('small', ({}, { onCleanup }) => {
  const home = mkdtempSync(join(tmpdir(), 'skills-full-'));
  const disk = join(home, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
  onCleanup(() => {
    execFileSync('umount', ['-l', disk]);
    rmSync(home, { recursive: true, force: true });
  });
  return { home, disk, db: ['--db', `file:${join(disk, 'log.db')}`] };
});

test.skipIf(!canMount())(
  'a full disk is told in one line, loses nothing acknowledged, and is no trouble once there is room',
  async ({ small: { home, disk, db } }) => {
    const acknowledged = await jsonOf(['record', 'before', ...db], { home });
    writeTranscripts(join(home, '.claude'), { sessions: 40, calls: 400 });
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(1_500_000));

    const full = await runSkills(['collect', 'claude-code', '--json', ...db], { home });
    rmSync(ballast);
    const check = await jsonOf(['db', 'check', ...db], { home });
    const kept = await jsonOf(['show', 'before', ...db], { home });
    const half = await jsonOf(['db', 'status', ...db], { home });
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    const again = await runSkills(['collect', 'claude-code', '--json', ...db], { home });
    const whole = await jsonOf(['db', 'status', ...db], { home });

    expect(acknowledged).toMatchObject({ inserted: 1 });
    expect(full).toMatchObject({ code: 1, out: '' });
    expect(full.error.trimEnd().split('\n').at(-1)).toMatch(/^skills: .*(full|no space|disk)/i);
    expect(full.error).not.toMatch(/\n\s+at /);
    expect(check).toEqual({ ok: true, problems: [] });
    expect(kept).toMatchObject({ invocations: 1 });
    expect(half).not.toMatchObject({ events: 16_001 });
    expect(again.code).toBe(3);
    expect(whole).toMatchObject({ events: 16_001 });
  },
);

/** Mounting is for root, and not in every container. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'skills-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}
