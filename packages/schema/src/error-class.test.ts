import { expect, test } from 'vitest';
import { errorClass } from './error-class.ts';

test.for([
  ['timeout', 'timeout'],
  [' exit code 127 ', 'exit code 127'],
  ['exit code -9', 'exit code -9'],
  ['mypy.errors:strict-1', 'mypy.errors:strict-1'],
  ['TypeError: bad arg in /home/me/x.py', 'TypeError'],
  ['sqlite3.OperationalError: database is locked', 'sqlite3.OperationalError'],
  ['cannot open /home/me/secret.txt', 'error'],
  ['', 'error'],
  ['x'.repeat(65), 'error'],
] as const)('keeps of %j only %j', ([text, expected]) => {
  expect(errorClass(text)).toBe(expected);
});
