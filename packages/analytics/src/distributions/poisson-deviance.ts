/**
 * x ln(x / m) + m - x, the deviance of a count x from its mean m. Near x = m the three terms cancel; a series in their
 * relative distance takes over there.
 *
 * @param x - `>= 0`
 * @param mean - `> 0`
 * @see Loader (2000), "Fast and accurate computation of binomial probabilities"
 * @example
 * poissonDeviance(3, 3); // 0
 */
export function poissonDeviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const v = (x - mean) / (x + mean);
  if (Math.abs(v) >= 0.35) return x * Math.log(x / mean) + mean - x;
  let term = 2 * x * v;
  let sum = (x - mean) * v;
  for (let j = 1; ; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
}
