/** `value`, when it is finite and above 0. @throws {RangeError} naming function, argument and value otherwise */
export function requirePositive(value: number, what: string): number {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${what} must be a finite number > 0, got ${value}`);
  return value;
}

/** `value`, when it lies in [0, 1]. @throws {RangeError} naming function, argument and value otherwise */
export function requireProbability(value: number, what: string): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${what} must lie in [0, 1], got ${value}`);
  return value;
}

/** `value`, when it lies in (0, 1). @throws {RangeError} naming function, argument and value otherwise */
export function requireFraction(value: number, what: string): number {
  if (!(value > 0 && value < 1)) throw new RangeError(`${what} must lie in (0, 1), got ${value}`);
  return value;
}

/** `value`, when it is an integer from 0 on. @throws {RangeError} naming function, argument and value otherwise */
export function requireCount(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${what} must be an integer >= 0, got ${value}`);
  return value;
}
