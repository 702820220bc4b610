import { SkillsError } from '@skills/schema';

/** Numbers as little-endian bytes. The smallest format that holds them is taken: skills of a segment fit a byte each. */
export type PackedColumn = {
  readonly format: PackedFormat;
  /** To be added to each number; 0 for `f64`. */
  readonly base: number;
  readonly body: Uint8Array;
};

export type PackedFormat = 'u8' | 'u16' | 'u32' | 'f64';

const bytesOf = { u8: 1, u16: 2, u32: 4, f64: 8 } as const satisfies Record<PackedFormat, number>;

/** Any numbers, NaN included; what is read back is equal. */
export function packColumn(numbers: ArrayLike<number>): PackedColumn {
  const { least, most, isWhole } = rangeOf(numbers);
  if (!isWhole || most - least > 0xff_ff_ff_ff) {
    return { format: 'f64', base: 0, body: bytesOfArray(Float64Array.from(numbers)) };
  }
  const format = formatOf(most - least);
  // Without a base where that takes no more: the bytes are then the array.
  const base = least >= 0 && most <= 0xff_ff && formatOf(most) === format ? 0 : least;
  const packed = emptyArray(format, numbers.length);
  for (let index = 0; index < numbers.length; index += 1) packed[index] = (numbers[index] ?? 0) - base;
  return { format, base, body: bytesOfArray(packed) };
}

function formatOf(span: number): 'u8' | 'u16' | 'u32' {
  if (span <= 0xff) return 'u8';
  return span <= 0xff_ff ? 'u16' : 'u32';
}

/**
 * The bytes as an array where they are one: nothing is copied. `undefined` where numbers must be added to or moved.
 *
 * @throws as `unpackColumn`
 */
export function viewColumn(column: StoredColumn, count: number): Uint8Array | Uint16Array | undefined {
  requireLength(column, count);
  const { format, base, body } = column;
  if (base !== 0) return undefined;
  if (format === 'u8') return body;
  return format === 'u16' && body.byteOffset % 2 === 0
    ? new Uint16Array(body.buffer, body.byteOffset, count)
    : undefined;
}

/** A column as it was read. */
export type StoredColumn = { readonly format: string; readonly base: number; readonly body: Uint8Array };

/**
 * @param target - an array of the type that the field has, as long as the column
 * @throws {SkillsError} 'storage-corrupt' when the bytes are not a column of so many numbers
 */
export function unpackColumn<Target extends Int8Array | Int32Array | Float64Array>(
  column: StoredColumn,
  target: Target,
): Target {
  const { format, base, body } = column;
  const width = requireLength(column, target.length);
  // A view needs an aligned start; rows come out of larger buffers.
  const bytes = body.byteOffset % width === 0 ? body : body.slice();
  const { buffer, byteOffset } = bytes;
  const count = target.length;
  if (format === 'u8') target.set(bytes);
  else if (format === 'u16') target.set(new Uint16Array(buffer, byteOffset, count));
  else if (format === 'u32') target.set(new Uint32Array(buffer, byteOffset, count));
  else target.set(new Float64Array(buffer, byteOffset, count));
  if (base !== 0) addTo(target, base);
  return target;
}

/** @returns bytes of a number */
function requireLength({ format, body }: StoredColumn, count: number): number {
  const width = format === 'u8' || format === 'u16' || format === 'u32' || format === 'f64' ? bytesOf[format] : 0;
  if (body.length === count * width) return width;
  throw new SkillsError('storage-corrupt', `a column of ${count} events has ${body.length} bytes (${format})`);
}

type PackedIntegers = Uint8Array | Uint16Array | Uint32Array;

function addTo(numbers: Int8Array | Int32Array | Float64Array, base: number): void {
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = (numbers[index] ?? 0) + base;
}

function emptyArray(format: 'u8' | 'u16' | 'u32', length: number): PackedIntegers {
  if (format === 'u8') return new Uint8Array(length);
  return format === 'u16' ? new Uint16Array(length) : new Uint32Array(length);
}

function bytesOfArray({ buffer, byteOffset, byteLength }: PackedIntegers | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function rangeOf(numbers: ArrayLike<number>): {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
} {
  let least = numbers[0] ?? 0;
  let most = least;
  for (let index = 0; index < numbers.length; index += 1) {
    const value = numbers[index] ?? 0;
    // -0 would come back as 0.
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return { least: 0, most: 0, isWhole: false };
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most, isWhole: true };
}
