import { existsSync } from 'node:fs';
import { backupDatabase } from '@skills/storage';

/**
 * Makes a verified copy of a database file beside it, named after the moment.
 *
 * @returns its path
 */
export function copyBeside(path: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
  for (let attempt = 1; ; attempt += 1) {
    const target = `${path}.before-${time}${attempt === 1 ? '' : `-${attempt}`}`;
    if (!existsSync(target)) return backupDatabase(path, target).path;
  }
}
