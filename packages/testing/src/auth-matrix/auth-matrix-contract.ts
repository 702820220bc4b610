import { describe, expect, onTestFinished, test } from 'vitest';
import { authMatrixRows } from './auth-matrix-rows.ts';
import { rawAnswer, rawStatus } from './raw-request.ts';

export type AuthMatrixOptions = {
  /** Listens on a free loopback port and asks for the token, where one is given. */
  readonly open: (token: string | undefined) => Promise<{ readonly port: number; close(): Promise<void> }>;
  readonly path: string;
  /** That the path answers. */
  readonly methods: readonly string[];
  /** What a good request gets; default 200. */
  readonly good?: number;
};

const token = 'a-right-token-7f3a9c';

/** Who may ask a server of ours: every combination of Host, Origin, token and method, sent as raw bytes. */
export function authMatrixContract({ open, path, methods, good = 200 }: AuthMatrixOptions): void {
  describe.each([
    ['without a token', undefined],
    ['with a token', token],
  ])('who may ask, %s', (_, expectedToken) => {
    const opened = async (): Promise<number> => {
      const server = await open(expectedToken);
      onTestFinished(() => server.close());
      return server.port;
    };

    test('every row of the matrix is answered as it must be', { timeout: 60_000 }, async () => {
      const port = await opened();
      const wrong: string[] = [];

      for (const row of authMatrixRows({ port, token: expectedToken, methods, good })) {
        const lines = [`${row.method} ${path}${row.query} HTTP/1.1`, ...row.headers, 'Content-Length: 0'];
        // oxlint-disable-next-line no-await-in-loop -- one connection after the other
        const status = await rawStatus(port, lines);
        if (status !== row.expected) wrong.push(`${row.title}: ${status} instead of ${row.expected}`);
      }

      expect(wrong).toEqual([]);
    });

    test.each([
      ['an old protocol without Host', [`GET ${path} HTTP/1.0`]],
      ['a whole address of another host', [`GET http://evil.example${path} HTTP/1.1`, 'Host: evil.example']],
      [
        'a body with two lengths',
        [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: 1', 'Content-Length: 2'],
      ],
      [
        'a body with a length and in chunks',
        [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
      ],
      ['more headers than fit', [`GET ${path} HTTP/1.1`, 'Host: localhost', `X-Long: ${'x'.repeat(64_000)}`]],
    ])('%s is refused', async (_title, lines) => {
      expect(await rawStatus(await opened(), lines)).toBeGreaterThanOrEqual(400);
    });

    test('an answer tells other sites to keep out, and a refusal shows nothing of the server', async () => {
      const port = await opened();

      const answer = await rawAnswer(port, [`GET ${path} HTTP/1.1`, 'Host: evil.example']);

      expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
      expect(answer.toLowerCase()).toContain('cross-origin-resource-policy: same-origin');
      expect(answer.toLowerCase()).not.toContain('access-control-allow');
      expect(answer).not.toMatch(/node|express|at .*\.[tj]s/i);
    });
  });
}
