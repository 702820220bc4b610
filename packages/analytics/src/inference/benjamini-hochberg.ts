/**
 * Benjamini-Hochberg q-values: the share of false alarms to expect among all tests with a q this small or smaller. Keeps
 * a check of hundreds of skills from crying wolf every hour.
 *
 * @param pValues - in [0, 1], in any order
 * @returns q-values in the same order
 * @throws {RangeError} when a p-value is outside [0, 1]
 * @see Benjamini & Hochberg (1995), JRSS B 57(1):289-300
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]); // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`benjaminiHochberg requires p-values in [0, 1], got ${wrong}`);
  const byFallingP = pValues.map((_, index) => index).toSorted((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const qValues: number[] = Array.from({ length: pValues.length }, () => 1);
  let smallest = 1;
  byFallingP.forEach((index, fromTop) => {
    const rank = pValues.length - fromTop;
    smallest = Math.min(smallest, ((pValues[index] ?? 1) * pValues.length) / rank);
    qValues[index] = smallest;
  });
  return qValues;
}
