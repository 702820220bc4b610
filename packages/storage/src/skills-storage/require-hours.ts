/** @throws {RangeError} naming the option, when it is not a positive number of hours */
export function requireHours(name: string, hours: number): number {
  if (Number.isFinite(hours) && hours > 0) return hours;
  throw new RangeError(`${name} requires a positive number of hours, got ${hours}`);
}
