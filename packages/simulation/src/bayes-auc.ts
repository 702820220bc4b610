/**
 * The area under the ROC curve that the true probabilities themselves reach, which no model can better: the chance that of
 * a success and a failure the success had the higher probability, expected over all outcomes that could have come.
 *
 * @param probabilities - of success, each in [0, 1]
 * @returns NaN when no pair of a success and a failure can come
 * @throws {RangeError} naming a value outside [0, 1]
 * @example
 * bayesAuc([0.5, 0.5]); // 0.5
 */
export function bayesAuc(probabilities: readonly number[]): number {
  const bad = probabilities.find((probability) => !(probability >= 0 && probability <= 1));
  if (bad !== undefined) throw new RangeError(`bayesAuc requires probabilities in [0, 1], got ${bad}`);
  const sorted = probabilities.toSorted((a, b) => a - b);
  const successes = sorted.reduce((sum, probability) => sum + probability, 0);
  const failures = sorted.length - successes;
  const withItself = sorted.reduce((sum, probability) => sum + probability * (1 - probability), 0);
  let won = 0;
  let failuresBelow = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let tiedSuccesses = 0;
    let tiedSelves = 0;
    const probability = sorted[start] ?? 0;
    for (; end < sorted.length && sorted[end] === probability; end += 1) {
      tiedSuccesses += probability;
      tiedSelves += probability * (1 - probability);
    }
    const tiedFailures = end - start - tiedSuccesses;
    won += tiedSuccesses * failuresBelow + (tiedSuccesses * tiedFailures - tiedSelves) / 2;
    failuresBelow += tiedFailures;
    start = end;
  }
  return won / (successes * failures - withItself);
}
