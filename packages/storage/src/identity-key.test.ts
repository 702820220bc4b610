import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { identityKeyPath, loadIdentityKey } from './identity-key.ts';

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

const hex = (key: Uint8Array): string => Buffer.from(key).toString('hex');

describe('loadIdentityKey', () => {
  test('makes a key beside the database once, for its owner alone', ({ folder }) => {
    const url = `file:${join(folder, 'new', 'skills.db')}`;

    const first = loadIdentityKey(url, {});
    const second = loadIdentityKey(url, {});

    expect(first).toHaveLength(32);
    expect(hex(second)).toBe(hex(first));
    expect(readdirSync(join(folder, 'new'))).toEqual(['skills.db.key']);
    expect(statSync(join(folder, 'new', 'skills.db.key')).mode & 0o777).toBe(0o600);
  });

  test('two databases have two keys', ({ folder }) => {
    const keys = ['a.db', 'b.db'].map((name) => hex(loadIdentityKey(`file:${join(folder, name)}`, {})));

    expect(keys[0]).not.toBe(keys[1]);
  });

  test('many that start at once agree on one key', async ({ folder }) => {
    const url = `file:${join(folder, 'skills.db')}`;
    const source = `
      import { parentPort } from 'node:worker_threads';
      const { loadIdentityKey } = await import(${JSON.stringify(new URL('./identity-key.ts', import.meta.url).href)});
      parentPort.postMessage(Buffer.from(loadIdentityKey(${JSON.stringify(url)}, {})).toString('hex'));
    `;
    const workers = Array.from(
      { length: 4 },
      () => new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`)),
    );

    const keys = await Promise.all(
      workers.map(async (worker) => new Promise((resolve) => worker.once('message', resolve))),
    );

    expect(new Set(keys)).toEqual(new Set([readFileSync(join(folder, 'skills.db.key'), 'utf8').trim()]));
  });

  test('a key file that others could read is tightened', ({ folder }) => {
    const url = `file:${join(folder, 'skills.db')}`;
    const key = loadIdentityKey(url, {});
    chmodSync(join(folder, 'skills.db.key'), 0o644);

    expect(hex(loadIdentityKey(url, {}))).toBe(hex(key));
    expect(statSync(join(folder, 'skills.db.key')).mode & 0o777).toBe(0o600);
  });

  test('SKILLS_ID_KEY is used instead, as hex or base64, and nothing is written', ({ folder }) => {
    const url = `file:${join(folder, 'skills.db')}`;
    const key = Buffer.from(Array.from({ length: 32 }, (_, byte) => 255 - byte * 7));
    const spellings = [
      key.toString('hex'),
      key.toString('hex').toUpperCase(),
      key.toString('base64'),
      key.toString('base64url'),
    ];

    const keys = spellings.map((SKILLS_ID_KEY) => hex(loadIdentityKey(url, { SKILLS_ID_KEY })));

    expect(new Set(keys)).toEqual(new Set([key.toString('hex')]));
    expect(existsSync(join(folder, 'skills.db.key'))).toBe(false);
  });

  test.for(['short', 'f'.repeat(63), 'f'.repeat(66), 'not a key! '.repeat(4)])(
    'SKILLS_ID_KEY "%s" is refused without being repeated',
    (SKILLS_ID_KEY) => {
      expect(() => loadIdentityKey(':memory:', { SKILLS_ID_KEY })).toThrow(
        expect.objectContaining({
          code: 'invalid-usage',
          message: 'SKILLS_ID_KEY must hold 32 bytes as 64 hex digits or base64',
        }),
      );
    },
  );

  test('a damaged key file is refused, never replaced', ({ folder }) => {
    writeFileSync(join(folder, 'skills.db.key'), 'abc');

    expect(() => loadIdentityKey(`file:${join(folder, 'skills.db')}`, {})).toThrow('must hold 32 bytes');
    expect(readFileSync(join(folder, 'skills.db.key'), 'utf8')).toBe('abc');
  });

  test('a database in memory has a key that nobody keeps', () => {
    expect(hex(loadIdentityKey(':memory:', {}))).not.toBe(hex(loadIdentityKey(':memory:', {})));
    expect(identityKeyPath(':memory:', {})).toBeUndefined();
  });

  test('the key for a server is in our data folder', () => {
    expect(identityKeyPath('libsql://db.example.com', { XDG_DATA_HOME: '/xdg' })).toBe('/xdg/skills/identity.key');
  });
});
