import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchExpression } from './match-expression.ts';

function searchable(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE VIRTUAL TABLE f USING fts5(name, description, tokenize = 'porter unicode61 remove_diacritics 2');
    INSERT INTO f VALUES ('pytest-run', 'runs NEAR tests'), ('über', 'Ünïcode 数据'), ('name', 'OR AND NOT')`);
  return database;
}

test('quotes every word and joins them with OR', () => {
  expect(matchExpression('name:* OR "x" -y')).toBe('"name" OR "OR" OR "x" OR "y"');
  expect(matchExpression('run the tests', (word) => word !== 'the')).toBe('"run" OR "tests"');
  expect(matchExpression('"" * ^ () {} :')).toBeUndefined();
});

test('is an expression that FTS5 takes, whatever the text', () => {
  const database = searchable();
  const find = database.prepare('SELECT count(*) FROM f WHERE f MATCH ?');
  const operators = fc.constantFrom(
    '"',
    "'",
    '*',
    '^',
    ':',
    '(',
    ')',
    'NEAR(',
    ' AND ',
    ' NOT ',
    '{a b}',
    '--',
    '\0',
    ';',
  );
  const texts = fc
    .array(fc.oneof(operators, fc.string({ unit: 'binary', maxLength: 8 })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      // Where no word is left, any word will do.
      expect(find.all(matchExpression(text) ?? '"x"')).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test('operators are words like any others', () => {
  const database = searchable();
  const find = (text: string): readonly unknown[] =>
    database.prepare('SELECT name FROM f WHERE f MATCH ? ORDER BY name').all(matchExpression(text) ?? '');

  expect(find('NOT pytest')).toMatchObject([{ name: 'name' }, { name: 'pytest-run' }]);
  expect(find('description: unicode')).toMatchObject([{ name: 'über' }]);
});

test('a very long text is cut', () => {
  expect(
    matchExpression(Array.from({ length: 1000 }, (_, index) => `w${index}`).join(' '))?.split(' OR '),
  ).toHaveLength(32);
});
