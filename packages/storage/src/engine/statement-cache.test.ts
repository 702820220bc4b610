import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { countsChanges, StatementCache } from './statement-cache.ts';

describe('StatementCache', () => {
  test('prepares a text once, until it is the least recently used of too many', () => {
    using database = new DatabaseSync(':memory:');
    const cache = new StatementCache(database, 2);
    const first = cache.get('SELECT 1');
    const second = cache.get('SELECT 2');

    cache.get('SELECT 1');
    cache.get('SELECT 3');

    expect(cache.get('SELECT 1')).toBe(first);
    expect(cache.get('SELECT 2')).not.toBe(second);
  });
});

describe('countsChanges', () => {
  test('is true for statements that change rows', () => {
    const statements = [
      'INSERT INTO t',
      ' update t',
      '\ndelete from t',
      'REPLACE INTO t',
      'WITH a AS (SELECT 1) INSERT',
    ];

    expect(statements.map(countsChanges)).toEqual([true, true, true, true, true]);
    expect(['CREATE TABLE t', 'PRAGMA x', 'BEGIN', 'SELECT 1', 'UPDATED'].some(countsChanges)).toBe(false);
  });
});
