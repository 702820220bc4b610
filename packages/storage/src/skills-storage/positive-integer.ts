/** @throws {RangeError} naming the option, when it is not an integer of 1 or more */
export function requirePositiveInteger(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`${name} requires an integer >= 1, got ${value}`);
}
