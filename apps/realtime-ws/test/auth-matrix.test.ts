import { connect } from 'node:net';
import { authMatrixContract, authMatrixRows } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';

const surfaces = [
  ['the page', '/', ['GET', 'HEAD']],
  ['the API', '/api/top', ['GET', 'HEAD']],
  ['the health', '/healthz', ['GET', 'HEAD']],
  ['the intake', '/v1/events', ['POST']],
] as const;

describe.each(surfaces)('%s', (_, path, methods) => {
  authMatrixContract({ path, methods, open: opened });
});

async function opened(token: string | undefined): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { server, url } = await aServer(token === undefined ? {} : { token });
  return { port: Number(new URL(url).port), close: () => server.stop() };
}

describe('the socket', () => {
  test('every row of the matrix is answered as it must be; the token is asked for behind the handshake', async () => {
    const { port } = await opened('secret');
    const rows = authMatrixRows({ port, token: undefined, methods: ['GET'], good: 101 }).filter(
      ({ method }) => method === 'GET',
    );
    const wrong: string[] = [];
    for (const { title, query, headers, expected } of rows) {
      // oxlint-disable-next-line no-await-in-loop -- one connection after the other
      const answer = await said(port, `GET /${query} HTTP/1.1\r\n${[...headers, ...handshake].join('\r\n')}\r\n\r\n`);
      if (statusesOf(answer)[0] !== expected) wrong.push(`${title}: ${statusesOf(answer)[0]} instead of ${expected}`);
    }

    expect(rows.length).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  test.each([
    ['without a key', ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'], 400],
    ['of an old version', [...handshakeOf('12')], 400],
    ['of another protocol', ['Upgrade: h2c', 'Connection: Upgrade'], 200],
  ])('a handshake %s opens none', async (_, lines, status) => {
    const { port } = await opened(undefined);
    const head = [`GET / HTTP/1.1`, `Host: localhost:${port}`, ...lines];

    expect(statusesOf(await said(port, `${head.join('\r\n')}\r\n\r\n`))).toEqual([status]);
  });
});

describe('bytes that no browser sends', () => {
  const evil = 'GET /api/top HTTP/1.1\r\nHost: evil.example\r\n\r\n';

  test.each([
    [
      'a second request behind a body with two lengths',
      smuggled('Content-Length: 5\r\nTransfer-Encoding: chunked'),
      [400],
    ],
    [
      'a second request behind a good one, for another host',
      `GET /api/top HTTP/1.1\r\nHost: localhost\r\n\r\n${evil}`,
      [200, 403],
    ],
    ['a whole address of ours', 'GET http://localhost/api/top HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['a whole address of another host', 'GET http://evil.example/api/top HTTP/1.1\r\nHost: localhost\r\n\r\n', [400]],
    ['an address that is none', 'GET // HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['a path out of the folder', 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n', [404]],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', []],
    ['the server itself', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', [405]],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: localhost\r\n evil.example\r\n\r\n', [400]],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n', [400]],
    ['an old protocol without a host', 'GET / HTTP/1.0\r\n\r\n', [400]],
  ])('%s', async (_, bytes, statuses) => {
    const { port } = await opened(undefined);

    expect(statusesOf(await said(port, bytes))).toEqual(statuses);
  });

  function smuggled(lengths: string): string {
    return `POST /v1/events HTTP/1.1\r\nHost: localhost\r\n${lengths}\r\n\r\n0\r\n\r\n${evil}`;
  }
});

const handshake = handshakeOf('13');

function handshakeOf(version: string): readonly string[] {
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  return ['Upgrade: websocket', 'Connection: Upgrade', key, `Sec-WebSocket-Version: ${version}`];
}

/** All that is answered until the server is silent for a moment or closes. */
function said(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    let timer = setTimeout(() => socket.destroy(), 3000);
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      clearTimeout(timer);
      // A socket that was opened stays so.
      timer = setTimeout(() => socket.destroy(), text.startsWith('HTTP/1.1 101') ? 0 : 100);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
    socket.write(bytes);
  });
}

function statusesOf(answer: string): readonly number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
