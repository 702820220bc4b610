import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaultDatabaseUrl } from '@skills/storage';

/**
 * The URL of the demo database, beside the real one and never in it. What an earlier demo left there is removed: a world
 * ends now, and two of them together would be neither.
 */
export function freshDemoDatabase(environment: Readonly<Record<string, string | undefined>>): string {
  const url = new URL('demo.db', defaultDatabaseUrl(environment));
  for (const suffix of ['', '-wal', '-shm', '-journal', '.key'])
    rmSync(`${fileURLToPath(url)}${suffix}`, { force: true });
  return url.href;
}
