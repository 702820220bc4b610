import { createServer } from 'node:http';
import { authMatrixContract, freePort } from '@skills/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedHosts, hostName, isLoopback } from './allowed-host.ts';
import { limitConnections } from './connection-limits.ts';
import { RequestGuard } from './request-guard.ts';
import { isSameSecret } from './same-secret.ts';
import { securityHeaders } from './security-headers.ts';
import { TokenBucket } from './token-bucket.ts';

authMatrixContract({
  path: '/thing',
  methods: ['GET', 'HEAD'],
  open: async (token) => {
    const guard = new RequestGuard({ isAllowedHost: allowedHosts('127.0.0.1'), methods: ['GET', 'HEAD'], token });
    const server = createServer({ requireHostHeader: false }, (request, response) => {
      const refusal = guard.check(request);
      response.writeHead(refusal?.status ?? 200, { ...securityHeaders, ...refusal?.headers }).end(refusal?.message);
    });
    limitConnections(server);
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
  },
});

const request = (headers: Readonly<Record<string, string>>) => ({
  method: 'GET',
  headers,
  rawHeaders: Object.entries(headers).flat(),
});

describe('RequestGuard', () => {
  test('takes a known page of elsewhere, and lets a socket show its token later', () => {
    const guard = new RequestGuard({
      isAllowedHost: allowedHosts('127.0.0.1'),
      allowedOrigins: ['https://dashboard.example'],
      token: 'secret',
    });
    const asked = request({ host: 'localhost:1', origin: 'https://dashboard.example' });

    expect(guard.check(asked)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(guard.check(asked, 'later')).toBeUndefined();
    expect(guard.isAuthenticated(asked)).toBe(false);
    expect(guard.isTokenRight('secret')).toBe(true);
  });

  test('follows a link from another site, but is not embedded there', () => {
    const guard = new RequestGuard({ isAllowedHost: allowedHosts('127.0.0.1') });
    const from = { host: 'localhost', 'sec-fetch-site': 'cross-site' };

    expect(guard.check(request({ ...from, 'sec-fetch-mode': 'navigate' }))).toBeUndefined();
    expect(guard.check(request({ ...from, 'sec-fetch-mode': 'no-cors' }))?.status).toBe(403);
  });

  test('an empty token is a mistake and not an open door', () => {
    expect(() => new RequestGuard({ isAllowedHost: () => true, token: '' })).toThrow(RangeError);
  });
});

describe('names of a server', () => {
  test('an address is taken when the server is open to a network, a name only when it is known', () => {
    const isAllowed = allowedHosts('0.0.0.0', ['Exporter.local']);

    expect(['10.1.2.3', '[fe80::1]', 'exporter.local', 'localhost'].map(isAllowed)).toEqual([true, true, true, true]);
    expect(['evil.example', 'exporter.local.evil.example'].map(isAllowed)).toEqual([false, false]);
  });

  test('what is not loopback is not taken for it', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '127.0.0.1.evil.example', '10.0.0.1'].some(isLoopback)).toBe(false);
  });

  test('no text becomes an allowed name unless it is one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webAuthority()), (text) => {
        const name = hostName(text);
        const isAllowed = name !== undefined && allowedHosts('127.0.0.1')(name);

        expect(isAllowed).toBe(isAllowed && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(text));
      }),
    );
  });
});

test('secrets are equal when their texts are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(isSameSecret(a, b)).toBe(a === b);
      expect(isSameSecret(a, a)).toBe(true);
    }),
  );
});

test('a bucket lets a burst through and then one an interval', () => {
  const bucket = new TokenBucket({ intervalMs: 100, burst: 3 }, 0);

  expect([0, 0, 0, 0, 50, 100, 100, 10_000, 10_000, 10_000, 10_000].map((now) => bucket.take(now))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
    false,
    true,
    true,
    true,
    false,
  ]);
});
