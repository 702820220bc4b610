import type { SqlRow, SqlValue } from './sql-engine.ts';

/**
 * A value as it is bound: an integer as bigint (a number would become REAL), text without NUL.
 *
 * @throws {RangeError} for NaN, an infinity, or an integer over 64 bits
 */
export function toBindable(value: SqlValue): SqlValue {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return BigInt(value);
    if (Number.isFinite(value)) return value;
    throw new RangeError(`a parameter must be a finite number, got ${value}`);
  }
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) {
    throw new RangeError(`a parameter must fit 64 bits, got ${value}`);
  }
  return value;
}

/** An integer as it is read: a number when it is a safe one. */
export function narrowInteger(value: bigint): number | bigint {
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value;
}

/**
 * The number of parameters a statement takes: its plain `?`, or the highest `?N`. What stands in quotes and comments
 * does not count.
 */
export function parameterCount(sql: string): number {
  const code = sql.replaceAll(/'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  let highest = 0;
  for (const [, position] of code.matchAll(/\?(\d*)/g)) {
    highest = position === '' ? highest + 1 : Math.max(highest, Number(position));
  }
  return highest;
}

/** @throws {RangeError} when the row has more or fewer values: SQLite would bind NULL in silence */
export function assertParameterCount(row: SqlRow, expected: number): void {
  if (row.length !== expected) throw new RangeError(`a statement takes ${expected} parameters, got ${row.length}`);
}
