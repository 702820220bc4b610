import { SkillsError, skillKinds, type SkillKind } from '@skills/schema';
import type { SqlValue } from '../engine/sql-engine.ts';

// A row is an array of `SqlValue`; these narrow one cell to what its column promises. A cell that breaks the promise
// means that the file is not what the migrations made.

export function toNumber(cell: SqlValue | undefined): number {
  if (typeof cell === 'number') return cell;
  throw unexpectedCell('a number', cell);
}

export function toBigInt(cell: SqlValue | undefined): bigint {
  if (typeof cell === 'bigint') return cell;
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) return BigInt(cell);
  throw unexpectedCell('an integer', cell);
}

export function toText(cell: SqlValue | undefined): string {
  if (typeof cell === 'string') return cell;
  throw unexpectedCell('text', cell);
}

export function toBytes(cell: SqlValue | undefined): Uint8Array {
  if (cell instanceof Uint8Array) return cell;
  throw unexpectedCell('bytes', cell);
}

export function toNullableNumber(cell: SqlValue | undefined): number | null {
  return cell === null ? null : toNumber(cell);
}

export function toNullableText(cell: SqlValue | undefined): string | null {
  return cell === null ? null : toText(cell);
}

export function toOptionalNumber(cell: SqlValue | undefined): number | undefined {
  return cell === null ? undefined : toNumber(cell);
}

export function toOptionalText(cell: SqlValue | undefined): string | undefined {
  return cell === null ? undefined : toText(cell);
}

/** 1 and 0 as true and false; NULL as unknown. */
export function toNullableBoolean(cell: SqlValue | undefined): boolean | null {
  return cell === null ? null : toNumber(cell) !== 0;
}

export function toSkillKind(cell: SqlValue | undefined): SkillKind {
  const kind = skillKinds.find((known) => known === cell);
  if (kind === undefined) throw unexpectedCell('a kind of skill', cell);
  return kind;
}

function unexpectedCell(expected: string, cell: SqlValue | undefined): SkillsError {
  const found = cell instanceof Uint8Array ? `${cell.length} bytes` : String(cell);
  return new SkillsError('storage-corrupt', `the database holds ${found} where ${expected} was expected`);
}
