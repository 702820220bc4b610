import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { hash } from 'bcryptjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openExporter } from '../../test/open-exporter.ts';
import { BasicAuth } from './basic-auth.ts';
import { readWebConfig } from './web-config.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'skills-exporter-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function configFile(text: string, at = folder()): string {
  const path = join(at, 'web.yml');
  writeFileSync(path, text);
  return path;
}

const basic = (name: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
const users = async (password: string) => `basic_auth_users:\n  alice: ${await hash(password, 4)}\n`;

describe('a web configuration', () => {
  test.each([
    ['basic_auth_users:\n  alice: secret\n', 'bcrypt'],
    ['basic_auth_users:\n  alice: $2y$31$C6UzMDM.H6dfI/f/IKcEeO5c6DOVxnzzTjbZVq4g1YrmlZ6fQTqJW\n', 'bcrypt'],
    ['tls_server_config:\n  cert_file: a\n', 'key'],
    ['tls_server_config:\n  cert_file: a\n  key_file: b\n  min_version: TLS10\n', 'TLS12'],
    ['tls_server_config:\n  cert_file: a\n  key_file: b\n  cipher_suites: [X]\n', 'cipher_suites'],
    [
      'tls_server_config:\n  cert_file: a\n  key_file: b\n  client_auth_type: RequireAndVerifyClientCert\n',
      'client_ca_file',
    ],
    ['rate_limit:\n  interval: often\n', 'interval'],
    ['surprise: 1\n', 'surprise'],
    ['a: [', 'web.yml'],
  ])('that is wrong is refused, and says where: %j', (text, named) => {
    expect(() => readWebConfig(configFile(text))).toThrow(named);
  });

  test('that is empty asks for nothing', () => {
    expect(readWebConfig(configFile('# nothing yet\n'))).toMatchObject({ tls: undefined, users: new Map() });
  });

  test('asks for name and password, and follows its file', async () => {
    const path = configFile(await users('one'));
    const problems: unknown[] = [];
    const { exporter } = await openExporter({ webConfigFile: path, onProblem: (problem) => problems.push(problem) });
    const status = async (headers: Record<string, string> = {}) => (await fetch(exporter.url, { headers })).status;

    expect(await status()).toBe(401);
    expect(await status(basic('alice', 'two'))).toBe(401);
    expect(await status(basic('bob', 'one'))).toBe(401);
    expect(await status(basic('alice', 'one'))).toBe(200);
    expect(await status(basic('alice', 'one'))).toBe(200);

    writeFileSync(path, await users('two'));
    expect(await status(basic('alice', 'one'))).toBe(401);
    expect(await status(basic('alice', 'two'))).toBe(200);

    writeFileSync(path, 'nonsense: true\n');
    utimesSync(path, 1, 1);
    expect(await status(basic('alice', 'two'))).toBe(200);
    expect(await status()).toBe(401);
    expect(problems.map(String).join()).toContain('nonsense');
  });

  test('limits how often is answered, and adds its headers', async () => {
    const text =
      'rate_limit:\n  interval: 1m\n  burst: 2\nhttp_server_config:\n  headers:\n    X-Frame-Options: deny\n';
    const { exporter } = await openExporter({ webConfigFile: configFile(text) });

    const answers = [await fetch(exporter.url), await fetch(exporter.url), await fetch(exporter.url)];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers.get('x-frame-options')).toBe('deny');
  });
});

describe('passwords', () => {
  test('of parts that only together look alike are not taken for each other', async () => {
    const auth = new BasicAuth();
    const hashes = new Map([['a', await hash('bc', 4)]]);
    const more = new Map([['ab', await hash('x', 4)]]);

    expect(await auth.check(basic('a', 'bc').authorization, hashes)).toBe('right');
    expect(await auth.check(basic('ab', 'c').authorization, more)).toBe('wrong');
    expect(await auth.check(basic('a', 'bc').authorization, new Map())).toBe('wrong');
  });

  test('beyond the 72 bytes that bcrypt looks at are refused', async () => {
    const long = 'x'.repeat(72);
    const hashes = new Map([['a', await hash(long, 4)]]);
    const auth = new BasicAuth();

    expect(await auth.check(basic('a', long).authorization, hashes)).toBe('right');
    expect(await auth.check(basic('a', `${long}y`).authorization, hashes)).toBe('wrong');
  });

  test('that are guessed in a flood are turned away', async () => {
    const auth = new BasicAuth();
    const hashes = new Map([['a', await hash('right', 8)]]);

    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => auth.check(basic('a', `guess ${index}`).authorization, hashes)),
    );

    expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(8);
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(32);
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasOpenssl)('TLS (skipped without openssl, which makes the certificates)', () => {
  const makeCertificate = (at: string, name: string): void => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${name}`,
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        join(at, 'server.key'),
        '-out',
        join(at, 'server.crt'),
      ],
      { stdio: 'ignore' },
    );
  };
  const ask = (port: number, options: Record<string, unknown> = {}) =>
    new Promise<{ readonly status: number; readonly name: string | undefined; readonly protocol: string | null }>(
      (resolve, reject) => {
        get(
          {
            host: '127.0.0.1',
            port,
            path: '/metrics',
            servername: 'localhost',
            headers: { host: `localhost:${port}` },
            rejectUnauthorized: false,
            agent: false,
            ...options,
          },
          (answer) => {
            const { socket } = answer;
            if (!(socket instanceof TLSSocket)) throw new RangeError('the answer came without TLS');
            const { CN: name } = socket.getPeerCertificate().subject;
            resolve({ status: answer.statusCode ?? 0, name: String(name), protocol: socket.getProtocol() });
            answer.resume();
          },
        ).on('error', reject);
      },
    );

  test('is spoken with the certificate of the file, also with one that replaces it, and not before 1.2', async () => {
    const at = folder();
    makeCertificate(at, 'first');
    const text = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';
    const { exporter, port } = await openExporter({ webConfigFile: configFile(text, at) });

    expect(exporter.url).toMatch(/^https:/);
    expect(await ask(port)).toMatchObject({ status: 200, name: 'first', protocol: 'TLSv1.3' });
    makeCertificate(at, 'second');
    expect(await ask(port)).toMatchObject({ status: 200, name: 'second' });
    await expect(ask(port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })).rejects.toThrow(/alert|protocol/);
  });

  test('asks clients for a certificate when it is told to', async () => {
    const at = folder();
    makeCertificate(at, 'both');
    const text =
      'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n  client_ca_file: server.crt\n  client_auth_type: RequireAndVerifyClientCert\n';
    const { port } = await openExporter({ webConfigFile: configFile(text, at) });
    const { readFileSync } = await import('node:fs');
    const own = { cert: readFileSync(join(at, 'server.crt')), key: readFileSync(join(at, 'server.key')) };

    await expect(ask(port)).rejects.toThrow(/certificate|ECONNRESET|socket hang up/);
    expect(await ask(port, own)).toMatchObject({ status: 200 });
  });
});
