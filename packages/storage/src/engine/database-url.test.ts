import { describe, expect, test } from 'vitest';
import { defaultDatabaseUrl, isLoopback, parseDatabaseUrl } from './database-url.ts';

describe('parseDatabaseUrl', () => {
  test.for([
    [':memory:', { kind: 'memory' }],
    ['file::memory:', { kind: 'memory' }],
    ['file:///data/skills.db', { kind: 'file', path: '/data/skills.db' }],
    ['file:/data/skills.db', { kind: 'file', path: '/data/skills.db' }],
    ['file:skills.db', { kind: 'file', path: 'skills.db' }],
    ['file:../my%20data/skills.db', { kind: 'file', path: '../my data/skills.db' }],
    ['FILE:skills.db', { kind: 'file', path: 'skills.db' }],
  ] as const)('reads %s', ([url, location]) => {
    expect(parseDatabaseUrl(url)).toEqual(location);
  });

  test.for([
    'libsql://db.example.com',
    'https://db.example.com/ns',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'http://localhost',
  ])('%s is a server', (url) => {
    expect(parseDatabaseUrl(url)).toMatchObject({ kind: 'server' });
  });

  test.for([
    ['', 'empty'],
    ['skills.db', 'write "file:skills.db"'],
    ['/data/skills.db', 'write "file:/data/skills.db"'],
    ['file:', 'does not name a file'],
    ['file:data/', 'does not name a file'],
    ['file:a.db?mode=ro', 'parameters'],
    ['file:%E0%A4%A', 'not a valid file: URL'],
    ['file:a%00b', 'does not name a file'],
    ['postgres://db', 'not postgres:'],
    ['ws://127.0.0.1', 'not ws:'],
    ['http://db.example.com', 'in the clear'],
    ['http://127.0.0.1.evil.example', 'in the clear'],
    ['http://localhost.evil.example', 'in the clear'],
    ['https://', 'no valid host'],
    ['libsql://db.example.com?tls=0', 'no parameters'],
  ] as const)('refuses %j with what is wrong', ([url, reason]) => {
    expect(() => parseDatabaseUrl(url)).toThrow(expect.objectContaining({ code: 'invalid-usage' }));
    expect(() => parseDatabaseUrl(url)).toThrow(reason);
  });

  test.for(['libsql://user:s3cret@db.example.com', 'libsql://db.example.com?authToken=s3cret'])(
    'a token in a URL is refused without being repeated',
    (url) => {
      expect(() => parseDatabaseUrl(url)).toThrow('SKILLS_DATABASE_TOKEN');
      expect(() => parseDatabaseUrl(url)).not.toThrow(/s3cret/);
    },
  );
});

describe('isLoopback', () => {
  test('is true for this machine only', () => {
    const hosts = ['localhost', '127.0.0.1', '127.9.9.9', '[::1]', '0.0.0.0', '10.0.0.1', '[::]', 'localhost.example'];

    expect(hosts.filter(isLoopback)).toEqual(['localhost', '127.0.0.1', '127.9.9.9', '[::1]']);
  });
});

describe('defaultDatabaseUrl', () => {
  test('is in XDG_DATA_HOME, else in ~/.local/share', () => {
    expect(defaultDatabaseUrl({ XDG_DATA_HOME: '/xdg data', HOME: '/home/ada' })).toBe(
      'file:///xdg%20data/skills/skills.db',
    );
    expect(defaultDatabaseUrl({ HOME: '/home/ada' })).toBe('file:///home/ada/.local/share/skills/skills.db');
  });

  test('ignores a relative XDG_DATA_HOME, as the specification asks', () => {
    expect(defaultDatabaseUrl({ XDG_DATA_HOME: 'data', HOME: '/home/ada' })).toBe(
      'file:///home/ada/.local/share/skills/skills.db',
    );
  });

  test('is a URL that parseDatabaseUrl reads', () => {
    expect(parseDatabaseUrl(defaultDatabaseUrl({ HOME: '/home/a b%20c' }))).toEqual({
      kind: 'file',
      path: '/home/a b%20c/.local/share/skills/skills.db',
    });
  });
});
