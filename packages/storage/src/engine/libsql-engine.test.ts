import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSqld, type Sqld, sqlEngineContract, startSqld } from '@skills/testing';
import { openLibsqlEngine } from './libsql-engine.ts';

const hasSqld = findSqld() !== undefined;

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe.skipIf(!hasSqld)('a libSQL server (needs the sqld binary of this platform)', () => {
  let server: Sqld;

  beforeAll(async () => {
    server = await startSqld();
  }, 30_000);

  afterAll(async () => {
    await server.stop();
  });

  sqlEngineContract({
    name: 'libSQL server',
    open: async () => openLibsqlEngine({ url: server.url }),
    shared: true,
  });

  test(
    'a transaction that makes another wait for 5 s is rolled back as storage-busy',
    { timeout: 20_000 },
    async () => {
      const holder = await openLibsqlEngine({ url: server.url });
      const other = await openLibsqlEngine({ url: server.url });
      await holder.transaction(async (tx) => tx.script('CREATE TABLE held (v)'));

      const attempt = holder.transaction(async (tx) => {
        await tx.run('INSERT INTO held VALUES (1)');
        await other.transaction(async (inner) => inner.run('INSERT INTO held VALUES (2)'));
      });

      await expect(attempt).rejects.toMatchObject({ code: 'storage-busy' });
      await expect(attempt).rejects.not.toThrow('unknown');
      expect(await holder.all('SELECT v FROM held')).toEqual([[2]]);
      await holder.close();
      await other.close();
    },
  );
});

describe.skipIf(!hasSqld)('a libSQL server that goes away', () => {
  test('in the middle of a transaction is storage-unavailable, and so is the next call', async () => {
    const server = await startSqld();
    const engine = await openLibsqlEngine({ url: server.url });

    const attempt = engine.transaction(async (tx) => {
      await tx.run('CREATE TABLE t (v)');
      await server.stop();
      await tx.run('INSERT INTO t VALUES (1)');
    });

    await expect(attempt).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(engine.all('SELECT 1')).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: expect.stringContaining('cannot be reached'),
    });
    await engine.close();
  });

  test('before the commit says that its outcome is unknown', async () => {
    const server = await startSqld();
    const engine = await openLibsqlEngine({ url: server.url });

    const attempt = engine.transaction(async (tx) => {
      await tx.run('CREATE TABLE t (v)');
      await server.stop();
    });

    await expect(attempt).rejects.toThrow('whether it was committed is unknown');
    await engine.close();
  });
});

describe.skipIf(!hasSqld)('a libSQL server with a token', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const unsigned = `${base64url({ alg: 'EdDSA', typ: 'JWT' })}.${base64url({ a: 'rw' })}`;
  const token = `${unsigned}.${sign(null, Buffer.from(unsigned), privateKey).toString('base64url')}`;
  let server: Sqld;

  beforeAll(async () => {
    server = await startSqld({ jwtPublicKey: publicKey.export({ format: 'jwk' }).x ?? '' });
  }, 30_000);

  afterAll(async () => {
    await server.stop();
  });

  test('opens with it', async () => {
    const engine = await openLibsqlEngine({ url: server.url, authToken: token });

    expect(await engine.all('SELECT 1')).toEqual([[1]]);
    await engine.close();
  });

  test.for([
    ['no token', undefined],
    ['a wrong one', `${unsigned}.c2VjcmV0`],
  ] as const)('%s is refused in words that do not repeat it', async ([, authToken]) => {
    const attempt = openLibsqlEngine({ url: server.url, authToken });

    await expect(attempt).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(attempt).rejects.toThrow('the token was refused; set SKILLS_DATABASE_TOKEN');
    await expect(attempt).rejects.not.toThrow(/c2VjcmV0/);
  });
});

describe('openLibsqlEngine', () => {
  test('asks for a token before it talks to another machine', async () => {
    await expect(openLibsqlEngine({ url: 'libsql://db.example.com' })).rejects.toMatchObject({
      code: 'invalid-usage',
      message: 'db.example.com needs a token; set SKILLS_DATABASE_TOKEN',
    });
  });

  test('says that nobody answers', async () => {
    await expect(openLibsqlEngine({ url: 'http://127.0.0.1:9' })).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9: the server cannot be reached/),
    });
  });

  test('gives up on a server that never answers', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;

    await expect(openLibsqlEngine({ url: `http://127.0.0.1:${port}`, requestTimeoutMs: 100 })).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: expect.stringContaining('timeout'),
    });
    silent.closeAllConnections();
    silent.close();
  });
});
